package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.OpeningResponse;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * How the opening handshake of one connection was answered, and thus whether the client sends
 * frames or HTTP. Runs on the loop.
 */
final class OpeningAnswer {

  private final EngineSession session;
  private final @Nullable ConnectionObserver observer;

  /** The answer that RFC 6455 asks for; null unless the handler has to answer. */
  private @Nullable OpeningResponse expected;

  /** Whether the client has to go on with HTTP, or does so. */
  private boolean http;

  /**
   * Whether the client may go on with HTTP: its answer was wrong, and it has sent nothing since.
   */
  private boolean mayBeHttp;

  private boolean nextRequest;

  /**
   * @param session knows the request
   * @param expected the answer that the handler has to give; null if the engine has answered
   * @param observer null if nobody observes
   */
  OpeningAnswer(
      EngineSession session,
      @Nullable OpeningResponse expected,
      @Nullable ConnectionObserver observer) {
    this.session = session;
    this.expected = expected;
    this.observer = observer;
  }

  /**
   * The headers of the request, which are not retained.
   *
   * @throws IllegalStateException if the handler knows already that the connection is open
   */
  HttpHeaders requestHeaders() {
    return session.handshake().headers();
  }

  /** Whether the answer was sent: what the client sends is handled only afterwards. */
  boolean isSent() {
    return expected == null;
  }

  /**
   * The answer that RFC 6455 asks for.
   *
   * @throws IllegalStateException if the answer was sent
   */
  OpeningResponse expected() {
    if (expected == null) {
      throw new IllegalStateException("The opening handshake has been answered");
    }
    return expected;
  }

  /**
   * The handler answers.
   *
   * @throws IllegalStateException if the answer was sent
   */
  void send(OpeningResponse response) {
    // Behind the right answer, everything is a frame or a violation.
    mayBeHttp = !response.equals(expected());
    http = !response.isSwitchingProtocols();
    expected = null;
    if (observer != null) {
      observer.answered(response);
    }
  }

  /** Bytes were received before the answer was sent. */
  void receivedEarly(int bytes) {
    if (observer != null) {
      observer.receivedEarly(bytes);
    }
  }

  /**
   * Whether the client speaks HTTP: because the answer was not 101, or because it goes on with a
   * request behind an answer that was wrong.
   *
   * @param input the next bytes that were received
   */
  boolean isHttp(ByteBuffer input) {
    if (mayBeHttp) {
      http = http || HttpRequestLine.begins(input);
      mayBeHttp = false;
    }
    return http;
  }

  /**
   * Discards HTTP.
   *
   * @param plain whether the bytes are what the client sent, and not encrypted
   */
  void discardHttp(ByteBuffer input, boolean plain) {
    boolean request = HttpRequestLine.begins(input);
    if (observer != null && plain) {
      observer.receivedHttp(input.remaining(), request);
    }
    input.position(input.limit());
    nextRequest = nextRequest || request;
  }

  /**
   * Whether HTTP that was discarded began with a request. TCP ends then, because the client may
   * send the request on another connection.
   */
  boolean isFollowedByRequest() {
    return nextRequest;
  }
}
