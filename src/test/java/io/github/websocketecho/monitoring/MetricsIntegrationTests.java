package io.github.websocketecho.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Document;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "websocket-echo.limits.closing=300ms",
      "websocket-echo.loops=2",
      "websocket-echo.allowed-origins=https://allowed.test"
    })
class MetricsIntegrationTests {

  private static final Pattern HELP =
      Pattern.compile("(?m)^# HELP (?<name>websocket_\\w+) (?<description>.+)$");

  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  private static final String CLOSED = "websocket_connections_closed_total";

  /** The number of short messages. One in 16 reads is timed. */
  private static final int SHORT_MESSAGES = 64;

  private static final String REJECTED = "websocket_connections_refused_total";

  @LocalServerPort private int port;
  private TranscriptClient transcripts;
  private Scrape before;

  @BeforeEach
  void scrapeBefore() throws Exception {
    transcripts = new TranscriptClient(port);
    before = Scrape.of(transcripts);
  }

  private interface Conversation {
    void run(RawClient client) throws Exception;
  }

  /** Runs a connection, and waits until the server has recorded its end. */
  private void converse(String address, Conversation conversation) throws Exception {
    String id = "end" + System.nanoTime();
    try (var client =
        RawClient.open(port, address + (address.contains("?") ? "&" : "?") + "connection=" + id)) {
      conversation.run(client);
    }
    transcripts.ended(id);
  }

  private static Conversation closing(int code) {
    return client -> {
      client.sendClose(code, "bye");
      client.read();
      client.readEnd();
    };
  }

  private static Conversation answering(int code) {
    return client -> {
      assertThat(client.read().closeCode()).isEqualTo(code);
      client.sendClose(code, "");
      client.readEnd();
    };
  }

  @Test
  void closedConnectionsAreCountedByCodeInitiatorAndCleanness() throws Exception {
    converse("/", closing(1000));
    converse("/", closing(1000));
    converse("/", closing(3000));
    converse("/", closing(3999));
    converse("/", closing(4000));
    converse("/", closing(4999));
    converse(
        "/",
        client -> {
          client.sendHex("88 80 00000000");
          assertThat(client.read()).hasToString("close empty");
          client.readEnd();
        });
    converse("/close/1000", answering(1000));
    converse("/close/1011", RawClient::readRest); // Not answered in time.
    converse(
        "/",
        client -> {
          client.sendHex("81 00"); // Not masked.
          assertThat(client.read().closeCode()).isEqualTo(1002);
          client.readEnd();
        });
    converse(
        "/limit?message=1B",
        client -> {
          client.sendText("ab");
          assertThat(client.read().closeCode()).isEqualTo(1009);
        });
    converse("/drop", RawClient::readEnd);
    converse("/", RawClient::finish);
    converse("/", RawClient::resetOnClose);

    Scrape after = Scrape.of(transcripts);
    assertThat(after.growthSince(before, CLOSED))
        .isEqualTo(
            Map.ofEntries(
                closed("1000", "client", true, 2),
                closed("3000", "client", true, 1),
                closed("3000-3999", "client", true, 1),
                closed("4000-4999", "client", true, 2),
                closed("1005", "client", true, 1),
                closed("1000", "server", true, 1),
                closed("1011", "server", false, 1),
                closed("1002", "server", false, 1),
                closed("1009", "server", false, 1),
                closed("1006", "server", false, 1),
                closed("1006", "client", false, 2)));
    String opened = "websocket_connections_opened_total";
    assertThat(after.value(opened) - before.value(opened)).isEqualTo(14);
    assertThat(after.value("websocket_connections_open")).isZero();
    assertThat(after.value("websocket_transcripts") - before.value("websocket_transcripts"))
        .isEqualTo(14);
  }

  private static Map.Entry<String, Double> closed(
      String code, String initiator, boolean clean, double count) {
    return Map.entry(
        "[clean=\"%s\", code=\"%s\", initiator=\"%s\"]".formatted(clean, code, initiator), count);
  }

  @Test
  void rejectedHandshakesAreCountedByStatus() throws Exception {
    assertRejected(400, "/close/999");
    assertRejected(400, "/?max_message_size=-1");
    assertRejected(403, "/", "Origin: https://other.test");
    try (var _ = RawClient.open(port, "/?connection=twice")) {
      assertRejected(409, "/?connection=twice");
    }
    assertThat(Scrape.of(transcripts).growthSince(before, REJECTED))
        .isEqualTo(
            Map.of("[status=\"400\"]", 2.0, "[status=\"403\"]", 1.0, "[status=\"409\"]", 1.0));
  }

  private void assertRejected(int status, String address, String... headers) throws IOException {
    try (var client = RawClient.connect(port)) {
      assertThat(client.handshake(address, headers).status()).isEqualTo(status);
    }
  }

  @Test
  void messagesBytesAndEchoLatencyAreMeasured() throws Exception {
    try (var client = RawClient.open(port, "/")) {
      for (int i = 0; i < SHORT_MESSAGES; i++) {
        client.sendText("four"); // Its header has 6 bytes, and that of the echo 2.
        assertThat(client.read()).hasToString("text \"four\"");
      }
      client.send(RawClient.frame(false, 0, RawClient.TEXT, new byte[1]));
      client.send(RawClient.frame(true, 0, RawClient.CONTINUATION, new byte[1]));
      assertThat(client.readMessage(RawClient.TEXT)).hasSize(2);
      Scrape after = Scrape.of(transcripts);
      assertThat(after.value("websocket_connections_open")).isEqualTo(1);
      assertGrown(after, "websocket_messages_received_total", SHORT_MESSAGES + 1);
      assertGrown(after, "websocket_messages_sent_total", SHORT_MESSAGES + 1);
      assertGrown(after, "websocket_data_received_bytes_total", SHORT_MESSAGES * 10 + 2 * 7);
      assertGrown(after, "websocket_data_sent_bytes_total", SHORT_MESSAGES * 6 + 2 * 3);
      assertThat(after.text()).contains("websocket_echo_latency_seconds_bucket{le=\"0.001\"}");
      assertThat(
              after.value("websocket_echo_latency_seconds_count")
                  - before.value("websocket_echo_latency_seconds_count"))
          .isBetween(3.0, 5.0);
      assertThat(after.value("websocket_loop_lag_seconds[loop=\"0\"]")).isBetween(1e-6, 10.0);
      assertThat(after.value("websocket_loop_lag_seconds[loop=\"1\"]")).isBetween(1e-6, 10.0);
      assertThat(after.value("jvm_buffer_memory_used_bytes[id=\"direct\"]")).isPositive();
    }
  }

  @Test
  void stallOfAClientThatDoesNotReadIsCounted() throws Exception {
    try (var client = RawClient.open(port, "/")) {
      Thread sender =
          Thread.startVirtualThread(
              () -> {
                try {
                  byte[] message = RawClient.frame(true, 0, RawClient.BINARY, new byte[1 << 20]);
                  for (int i = 0; i < 100; i++) {
                    client.send(message);
                  }
                } catch (IOException e) {
                  // The test has ended.
                }
              });
      long deadline = System.nanoTime() + RawClient.PATIENCE.toNanos();
      String stalls = "websocket_write_stalls_total";
      while (Scrape.of(transcripts).value(stalls) == before.value(stalls)) {
        assertThat(System.nanoTime()).isLessThan(deadline);
      }
      client.resetOnClose();
      sender.interrupt();
    }
  }

  private void assertGrown(Scrape after, String sample, double by) {
    assertThat(after.value(sample) - before.value(sample)).as(sample).isEqualTo(by);
  }

  @Test
  void documentListsTheMetrics() throws Exception {
    // A counter with labels exists from its first increment.
    converse("/", closing(1000));
    assertRejected(400, "/close/999");
    Document.page("operations").assertGenerated("metrics", list(Scrape.of(transcripts).text()));
  }

  private static String list(String scrape) {
    return HELP.matcher(scrape)
        .results()
        .filter(help -> !help.group("name").endsWith("_max"))
        .map(help -> item(scrape, help.group("name"), help.group("description")))
        .sorted()
        .collect(Collectors.joining());
  }

  private static String item(String scrape, String name, String description) {
    String type = first(scrape, "# TYPE " + name + " (\\w+)");
    String labels =
        LABEL
            .matcher(first(scrape, name + "(?:_bucket)?(?:\\{(.*)\\})? "))
            .results()
            .map(label -> label.group(1))
            .filter(label -> !label.equals("le"))
            .map(label -> "`" + label + "`")
            .collect(Collectors.joining(", ", " by ", ""));
    return Document.item(
        "`%s` (%s%s): %s.".formatted(name, type, labels.equals(" by ") ? "" : labels, description));
  }

  /** The first group of the first match in a line; "" if the group is absent. */
  private static String first(String text, String line) {
    Matcher matcher = Pattern.compile("^" + line, Pattern.MULTILINE).matcher(text);
    assertThat(matcher.find()).as(line).isTrue();
    return Objects.requireNonNullElse(matcher.group(1), "");
  }
}
