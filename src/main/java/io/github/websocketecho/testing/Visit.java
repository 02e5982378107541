package io.github.websocketecho.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.websocketecho.testing.Transcript.State;
import io.github.websocketecho.testing.Transcript.Verdict;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the client under test: the address to connect to, and what the server saw
 * afterwards. If the client connects again to the same address, the transcript is that of its last
 * attempt. Any thread.
 */
public final class Visit {

  /** For the client to connect, and for its connection to end. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration LONGEST = Duration.ofHours(1);

  /** Of a message [bytes]. */
  private static final int LARGEST = 65_536;

  /** The longest time for which the server delays an answer. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private static final int POLL_MILLIS = 20;

  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int NO_CONTENT = 204;

  private final HttpApi api;
  private final String id = UUID.randomUUID().toString();
  private final URI uri;

  /**
   * @param api of the server
   * @param server its address, with the scheme ws or wss
   * @param address such as {@code /close/4001?reason=bye}
   */
  Visit(HttpApi api, URI server, String address) {
    this.api = api;
    uri = URI.create(server + address + (address.contains("?") ? "&" : "?") + "connection=" + id);
  }

  /** The address for the client, with the scheme ws or wss. */
  public URI uri() {
    return uri;
  }

  /** The id of the connection, which is random. */
  public String id() {
    return id;
  }

  /**
   * Waits for up to 30 s until the connection has ended, or its opening handshake was rejected.
   *
   * @throws AssertionError if no client has connected by then, or if the connection is still open
   * @throws IllegalStateException if the server has been closed
   * @throws java.io.UncheckedIOException if the server does not answer
   */
  public Transcript transcript() {
    return transcript(PATIENCE);
  }

  /**
   * Waits until the connection has ended, or its opening handshake was rejected.
   *
   * @param longest the time to wait, up to 1 h
   * @throws IllegalArgumentException if the time is out of range
   * @throws AssertionError if no client has connected by then, or if the connection is still open
   * @throws IllegalStateException if the server has been closed
   * @throws java.io.UncheckedIOException if the server does not answer
   */
  public Transcript transcript(Duration longest) {
    if (longest.isNegative() || longest.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("Expected a time up to 1 h: " + longest);
    }
    long deadline = System.nanoTime() + longest.toNanos();
    Transcript seen = null;
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      seen = seen(left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT);
      if (seen != null && (seen.state() == State.ENDED || seen.state() == State.REFUSED)) {
        return seen;
      }
      if (System.nanoTime() >= deadline) {
        throw new AssertionError(
            seen == null
                ? absent(longest)
                : "The connection has not ended within %d ms.\n%s"
                    .formatted(longest.toMillis(), seen));
      }
      pause();
    }
  }

  private String absent(Duration waited) {
    return ("No WebSocket client has connected to %s within %d ms, or the server has discarded its"
            + " transcript.")
        .formatted(uri, waited.toMillis());
  }

  /** Returns what the server has seen until now; null if no client has connected. */
  private @Nullable Transcript seen(Duration wait) {
    HttpApi.Answer answer =
        api.get("connections/%s?absent=empty&wait=%dms".formatted(id, wait.toMillis()), wait)
            .orThrow(OK, NO_CONTENT);
    return answer.status() == OK ? TranscriptReader.read(answer.body()) : null;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The test was interrupted.", e);
    }
  }

  /**
   * Waits for up to 30 s until the connection has ended, and returns whether the client behaved as
   * a correct client does.
   *
   * @throws AssertionError if no client has connected by then, or if the connection is still open
   * @throws IllegalStateException if there is no verdict, because no scenario is at the address, or
   *     if the server has been closed
   * @throws java.io.UncheckedIOException if the server does not answer
   */
  public Verdict verdict() {
    Transcript seen = transcript();
    Verdict verdict = seen.verdict();
    if (verdict == null) {
      throw new IllegalStateException(
          seen.state() == State.REFUSED
              ? "There is no verdict at %s, because the opening handshake was rejected with %d."
                  .formatted(seen.address(), seen.handshake().status())
              : "There is no verdict at %s, because an echo expects nothing of its client."
                  .formatted(seen.address()));
    }
    return verdict;
  }

  /**
   * Waits for up to 30 s until a client has connected. Then it returns its transcript at once, at
   * each change but at most four times a second, and at the end of the connection, which ends the
   * stream. A test closes the stream.
   *
   * @throws AssertionError if no client has connected by then
   * @throws IllegalStateException if the server has been closed
   * @throws java.io.UncheckedIOException if the server does not answer
   */
  public Stream<Transcript> events() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (seen(Duration.ZERO) == null) {
      if (System.nanoTime() >= deadline) {
        throw new AssertionError(absent(PATIENCE));
      }
      pause();
    }
    String field = "data:";
    Stream<String> lines = api.lines("connections/" + id + "/events");
    return lines
        .filter(line -> line.startsWith(field))
        .map(line -> TranscriptReader.read(line.substring(field.length())));
  }

  /**
   * The server sends a text message to the client.
   *
   * @param text up to 64 KiB in UTF-8
   * @throws IllegalArgumentException if the text is too long
   * @throws IllegalStateException if the connection is not open
   */
  public void send(String text) {
    message("text/plain;charset=UTF-8", text.getBytes(UTF_8));
  }

  /**
   * The server sends a binary message to the client.
   *
   * @param data up to 64 KiB
   * @throws IllegalArgumentException if there are too many bytes
   * @throws IllegalStateException if the connection is not open
   */
  public void send(byte[] data) {
    message("application/octet-stream", data);
  }

  private void message(String type, byte[] body) {
    if (body.length > LARGEST) {
      throw new IllegalArgumentException(
          "Expected a message of up to %d bytes: it has %d.".formatted(LARGEST, body.length));
    }
    api.send("POST", "connections/" + id + "/messages", type, body).orThrow(ACCEPTED);
  }

  /**
   * The server closes the connection with 1000.
   *
   * @throws IllegalStateException if the connection is not open
   */
  public void close() {
    close(1000, "");
  }

  /**
   * The server closes the connection.
   *
   * @param code 1000-1003, 1007-1014 or 3000-4999 (RFC 6455, section 7.4)
   * @param reason up to 123 bytes in UTF-8
   * @throws IllegalStateException if the connection is not open, or a value is out of range
   */
  public void close(int code, String reason) {
    String query = "?code=" + code + "&reason=" + URLEncoder.encode(reason, UTF_8);
    api.send("DELETE", "connections/" + id + query, "text/plain", new byte[0]).orThrow(ACCEPTED);
  }

  /** The address. */
  @Override
  public String toString() {
    return uri.toString();
  }
}
