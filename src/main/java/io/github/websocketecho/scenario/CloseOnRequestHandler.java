package io.github.websocketecho.scenario;

import io.github.websocketecho.http.CloseParameters;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import java.io.IOException;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * Closes with the code and the reason that the client asks for in a text message. Answers any other
 * message with a help text. Serves one connection.
 */
final class CloseOnRequestHandler extends AbstractWebSocketHandler {

  private static final String NO_CODE = "-";

  /** The longest valid request: four digits, a space and a reason [characters]. */
  private static final int MAXIMUM_LENGTH = 5 + CloseReason.MAXIMUM_BYTES;

  private static final TextMessage HELP =
      new TextMessage(
          "Send a close code (%s), optionally followed by a space and a reason of up to %d bytes, such as “4001 bye”. Send “%s” to close without a code."
              .formatted(CloseCode.SENDABLE, CloseReason.MAXIMUM_BYTES, NO_CODE));

  private final StringBuilder request = new StringBuilder();

  @Override
  public boolean supportsPartialMessages() {
    return true; // Otherwise a message that is too long would end the connection.
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage part) throws IOException {
    if (request.length() <= MAXIMUM_LENGTH) {
      request.append(part.getPayload());
    }
    if (part.isLast()) {
      closeAsRequested(request.toString(), session);
      request.setLength(0);
    }
  }

  @Override
  protected void handleBinaryMessage(WebSocketSession session, BinaryMessage part)
      throws IOException {
    if (part.isLast()) {
      session.sendMessage(HELP);
    }
  }

  private static void closeAsRequested(String request, WebSocketSession session)
      throws IOException {
    CloseStatus status;
    try {
      status = parse(request);
    } catch (IllegalArgumentException e) {
      session.sendMessage(HELP);
      return;
    }
    session.close(status);
  }

  /**
   * Parses {@code 4001 bye}, {@code 4001} or {@code -}.
   *
   * @throws IllegalArgumentException if a close frame cannot carry the code or the reason
   */
  static CloseStatus parse(String request) {
    if (request.equals(NO_CODE)) {
      return CloseStatus.NO_STATUS_CODE;
    }
    String[] codeAndReason = request.split(" ", 2);
    CloseCode code = CloseParameters.CODES.reader().apply(codeAndReason[0]);
    var reason = new CloseReason(codeAndReason.length == 1 ? "" : codeAndReason[1]);
    return new CloseStatus(code.value(), reason.text());
  }
}
