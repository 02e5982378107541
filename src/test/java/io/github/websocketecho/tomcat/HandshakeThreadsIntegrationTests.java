package io.github.websocketecho.tomcat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Which thread handles a request: only an opening handshake that needs no wait may delay others.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class HandshakeThreadsIntegrationTests {

  private static final String POOL = "-exec-";
  private static final String BLOCKED = "Blocked: yes";
  private static final List<String> HOST = List.of("Host: localhost");
  private static final String HANDSHAKE =
      "GET / HTTP/1.1\r\n" + String.join("\r\n", RawClient.HANDSHAKE) + "\r\n";

  /** How long a request waits for the turn of its address. */
  private static final Duration TURN = Duration.ofSeconds(1);

  private static final BlockingQueue<String> THREADS = new LinkedBlockingQueue<>();
  private static volatile CountDownLatch released = new CountDownLatch(0);

  @LocalServerPort private int port;

  private final List<RawClient> clients = new ArrayList<>();

  @TestConfiguration(proxyBeanMethods = false)
  static class Recording {

    /** Records the thread of each request, and blocks some requests. */
    @Bean
    static FilterRegistrationBean<Filter> recordingFilter() {
      var registration =
          new FilterRegistrationBean<Filter>(
              (request, response, chain) -> {
                THREADS.add(Thread.currentThread().getName());
                if (((HttpServletRequest) request).getHeader("Blocked") != null) {
                  await(released);
                }
                chain.doFilter(request, response);
              });
      registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
      return registration;
    }

    private static void await(CountDownLatch latch) throws IOException {
      try {
        assertThat(latch.await(RawClient.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  @BeforeEach
  void block() {
    THREADS.clear();
    released = new CountDownLatch(1);
  }

  @AfterEach
  void release() throws IOException {
    released.countDown();
    for (RawClient client : clients) {
      client.close();
    }
  }

  private RawClient connect() throws IOException {
    RawClient client = RawClient.connect(port);
    clients.add(client);
    return client;
  }

  private static String thread() throws InterruptedException {
    return String.valueOf(THREADS.poll(RawClient.PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  private static void echoes(RawClient client) throws IOException {
    client.sendText("hi");
    assertThat(client.read()).hasToString("text \"hi\"");
  }

  @Test
  void handshakeIsHandledByTheThreadThatReceivesIt() throws Exception {
    for (int i = 0; i < 20; i++) {
      echoes(connect().upgrade("/"));
      assertThat(thread()).startsWith("http-").doesNotContain(POOL);
    }
  }

  /** A client may send its next request before the thread has done everything for this one. */
  @Test
  void rejectedHandshakeIsTooButNotTheNextRequest() throws Exception {
    for (int i = 0; i < 100; i++) {
      var client = connect();
      client.send((HANDSHAKE.replace("Version: 13", "Version: 12") + "\r\n").getBytes(ISO_8859_1));
      assertThat(client.readResponse().status()).isEqualTo(426);
      assertThat(thread()).doesNotContain(POOL);
      if (i % 2 == 0) {
        assertThat(client.request("GET", "/scenarios", HOST).status()).isEqualTo(200);
      } else {
        echoes(client.upgrade("/"));
      }
      assertThat(thread()).contains(POOL);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /scenarios HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /scenarios HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\n\r\n"
      })
  void plainRequestIsHandledByThePool(String request) throws Exception {
    for (int i = 0; i < 20; i++) {
      var client = connect();
      client.send(request.getBytes(ISO_8859_1));
      assertThat(client.readResponse().status()).isEqualTo(200);
      assertThat(thread()).contains(POOL);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/scenarios", "/close/4000", "/conformance/cases"})
  void handshakeAtAnotherPathIsHandledByThePool(String path) throws Exception {
    for (int i = 0; i < 20; i++) {
      var client = connect();
      client.send((HANDSHAKE.replace("GET /", "GET " + path) + "\r\n").getBytes(ISO_8859_1));
      assertThat(thread()).contains(POOL);
    }
  }

  @Test
  void handshakeReceivedInPartsIsHandledByThePool() throws Exception {
    for (int half : new int[] {1, HANDSHAKE.length() / 2, HANDSHAKE.length()}) {
      var client = connect();
      client.send(HANDSHAKE.substring(0, half).getBytes(ISO_8859_1));
      client.readNothing(Duration.ofMillis(50));
      client.send((HANDSHAKE.substring(half) + "\r\n").getBytes(ISO_8859_1));
      assertThat(client.readResponse().status()).isEqualTo(101);
      echoes(client);
      assertThat(thread()).contains(POOL);
    }
  }

  @Test
  void handshakeFollowedByAFrameIsHandledByThePool() throws Exception {
    for (int i = 0; i < 20; i++) {
      var client = connect();
      client.sendHandshakeWith(
          RawClient.frame(true, 0, RawClient.TEXT, "early".getBytes(ISO_8859_1)), "/");
      assertThat(client.readResponse().status()).isEqualTo(101);
      assertThat(client.read()).hasToString("text \"early\"");
      echoes(client);
      assertThat(thread()).contains(POOL);
    }
  }

  @Test
  void handshakeWithABodyIsHandledByThePool() throws Exception {
    var client = connect();
    client.send((HANDSHAKE + "Content-Length: 3\r\n\r\n").getBytes(ISO_8859_1));
    assertThat(thread()).contains(POOL); // It waits for the body.
  }

  @Test
  void endOfTcpInsteadOfARequestEndsTheConnection() throws Exception {
    var client = connect();
    client.finish();
    client.readEnd();
    assertThat(THREADS).isEmpty();
  }

  @Test
  void blockedRequestsDoNotDelayHandshakes() throws Exception {
    int turns = Runtime.getRuntime().availableProcessors(); // All those of the address.
    for (int i = 0; i < turns; i++) {
      connect().send(("GET / HTTP/1.1\r\nHost: a\r\n" + BLOCKED + "\r\n\r\n").getBytes(ISO_8859_1));
      assertThat(thread()).contains(POOL);
    }
    for (int i = 0; i < 20; i++) {
      echoes(connect().upgrade("/"));
      assertThat(thread()).doesNotContain(POOL);
    }
  }

  @Test
  void handshakeDoesNotWaitForATurnOfItsAddress() throws Exception {
    int turns = 2 * Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < turns; i++) {
      var client = connect();
      client.send(HANDSHAKE.getBytes(ISO_8859_1));
      client.readNothing(Duration.ofMillis(20));
      client.send((BLOCKED + "\r\n\r\n").getBytes(ISO_8859_1));
    }
    for (int i = 0; i < turns; i++) {
      assertThat(thread()).contains(POOL);
    }
    long start = System.nanoTime();
    connect().upgrade("/");
    assertThat(System.nanoTime() - start).isLessThan(TURN.toNanos());
  }
}
