package io.github.websocketecho.transcript;

import io.github.websocketecho.http.ProblemException;
import java.io.Serial;
import org.springframework.http.HttpStatus;

/** A connection cannot be closed, or a message cannot be sent on it. */
final class ConnectionControlException extends ProblemException {

  @Serial private static final long serialVersionUID = 1;

  private ConnectionControlException(HttpStatus status, String message, Object... arguments) {
    super(status, message, arguments);
  }

  static ConnectionControlException notOpen(String id) {
    return new ConnectionControlException(HttpStatus.CONFLICT, "problem.connection.notOpen", id);
  }

  static ConnectionControlException peerIsSlow() {
    return new ConnectionControlException(
        HttpStatus.SERVICE_UNAVAILABLE, "problem.connection.peerIsSlow");
  }
}
