package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.OpeningResponse;
import java.nio.ByteBuffer;

/**
 * How the opening handshake of one connection has been answered, and so whether what the client
 * sends is frames or HTTP. Runs on the loop.
 */
final class OpeningAnswer {

  /** What is received is handled only once this is true. */
  private boolean sent;

  /** Whether the client has to go on with HTTP, or does so. */
  private boolean http;

  /** Whether the client has got its answer from a handler, and sent nothing since. */
  private boolean mayBeHttp;

  /**
   * @param byHandler whether the answer is up to the handler; otherwise it is sent
   */
  OpeningAnswer(boolean byHandler) {
    sent = !byHandler;
    mayBeHttp = byHandler;
  }

  /**
   * The handler has answered.
   *
   * @param right whether it is the answer that RFC 6455 asks for
   * @throws IllegalStateException if it has been answered
   */
  void send(OpeningResponse response, boolean right) {
    if (sent) {
      throw new IllegalStateException("The opening handshake has been answered");
    }
    sent = true;
    mayBeHttp = !right; // Behind the right answer, everything is frames, or a violation.
    http = !response.isSwitchingProtocols();
  }

  boolean isSent() {
    return sent;
  }

  /**
   * Whether the client speaks HTTP: because the answer was not 101, or because it goes on with a
   * request behind an answer that was wrong.
   *
   * @param input the next that was received
   */
  boolean isHttp(ByteBuffer input) {
    if (mayBeHttp) {
      http = http || HttpRequestLine.begins(input);
      mayBeHttp = false;
    }
    return http;
  }
}
