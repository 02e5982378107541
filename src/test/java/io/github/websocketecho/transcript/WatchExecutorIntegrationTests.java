package io.github.websocketecho.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** One client address cannot use up the places that all clients share. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "websocket-echo.transcripts.event-streams-per-address=2",
      "websocket-echo.transcripts.waiting-per-address=2",
      // A quarter may wait for bodies, and a quarter of these for bodies of one address.
      "server.tomcat.threads.max=32",
    })
class WatchExecutorIntegrationTests {

  private static final String ONE = "127.0.0.1";
  private static final String OTHER = "127.0.0.2";

  /** The part of a problem detail that names the problem [bytes]. */
  private static final int BEGINNING = 100;

  private final List<RawClient> clients = new ArrayList<>();

  @LocalServerPort private int port;

  private String path = "";

  private RawClient open(String id) throws IOException {
    path = "/connections/" + id;
    RawClient watched = connect(ONE);
    return watched.upgrade("/?connection=" + id);
  }

  private RawClient connect(String address) throws IOException {
    RawClient client = RawClient.connectFrom(address, port);
    clients.add(client);
    return client;
  }

  @AfterEach
  void close() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
  }

  @Test
  void eventStreamsPerAddressAreLimited() throws Exception {
    open("listened");
    for (int i = 0; i < 2; i++) {
      assertThat(get(ONE, "/events").readHead().getFirst()).contains(" 200");
    }
    assertThat(all(get(ONE, "/events")))
        .startsWith("HTTP/1.1 429")
        .contains("Retry-After: 1")
        .contains("Your address already has 2 event streams")
        .contains("websocket-echo.transcripts.event-streams-per-address");
    assertThat(get(OTHER, "/events").readHead().getFirst()).contains(" 200");
    assertThat(all(get(ONE, "?wait=1ms"))).startsWith("HTTP/1.1 200");
  }

  @Test
  void delayedResponsesPerAddressAreLimited() throws Exception {
    RawClient watched = open("awaited");
    List<CompletableFuture<String>> responses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      RawClient client = get(ONE, "?wait=30s");
      responses.add(later(() -> all(client)));
    }
    assertThat(first(responses))
        .startsWith("HTTP/1.1 429")
        .contains("Retry-After: 1")
        .contains("Your address already has 2 requests that wait for the end of a connection")
        .contains("websocket-echo.transcripts.waiting-per-address");
    assertThat(all(get(OTHER, "?wait=1ms"))).startsWith("HTTP/1.1 200");
    assertThat(all(get(ONE, ""))).startsWith("HTTP/1.1 200");

    watched.close();
    CompletableFuture.allOf(responses.toArray(CompletableFuture[]::new))
        .get(RawClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(responses)
        .filteredOn(response -> response.join().contains("\"state\":\"ended\""))
        .hasSize(2);
  }

  @Test
  void slowBodiesPerAddressAreLimited() throws Exception {
    open("posted");
    List<CompletableFuture<String>> responses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      RawClient client = post(ONE, 5);
      responses.add(later(() -> beginning(client)));
    }
    assertThat(first(responses))
        .startsWith("HTTP/1.1 429")
        .contains("Retry-After: 1")
        .contains("Your address is already sending 2 messages");
    assertThat(all(post(OTHER, 0))).startsWith("HTTP/1.1 202");
  }

  private RawClient get(String address, String suffix) throws IOException {
    return send(address, "GET " + path + suffix + " HTTP/1.1");
  }

  /** Sends the head of a request without its body. */
  private RawClient post(String address, int length) throws IOException {
    return send(
        address,
        "POST " + path + "/messages HTTP/1.1",
        "Content-Type: text/plain",
        "Content-Length: " + length);
  }

  private RawClient send(String address, String... head) throws IOException {
    RawClient client = connect(address);
    String lines = String.join("\r\n", head);
    client.send((lines + "\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
    return client;
  }

  private static String all(RawClient client) throws IOException {
    return new String(client.readRest(), UTF_8);
  }

  /** Does not read to the end of the connection, which the server delays to wait for the body. */
  private static String beginning(RawClient client) throws IOException {
    String head = String.join("\r\n", client.readHead());
    return head + "\r\n\r\n" + new String(client.readBytes(BEGINNING), UTF_8);
  }

  private static CompletableFuture<String> later(Callable<String> response) {
    var later = new CompletableFuture<String>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                later.complete(response.call());
              } catch (Exception e) {
                later.completeExceptionally(e);
              }
            });
    return later;
  }

  /** The first response. The other requests still wait. */
  private static String first(List<CompletableFuture<String>> responses) throws Exception {
    CompletableFuture.anyOf(responses.toArray(CompletableFuture[]::new))
        .get(RawClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    List<CompletableFuture<String>> done =
        responses.stream().filter(CompletableFuture::isDone).toList();
    assertThat(done).hasSize(1);
    return done.getFirst().join();
  }
}
