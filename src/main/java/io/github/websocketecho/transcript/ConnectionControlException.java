package io.github.websocketecho.transcript;

import io.github.websocketecho.http.ProblemCause;
import io.github.websocketecho.http.ProblemException;
import java.io.Serial;
import org.springframework.http.HttpStatus;

/** A connection cannot be closed, or a message cannot be sent on it. */
final class ConnectionControlException extends ProblemException {

  @Serial private static final long serialVersionUID = 1;

  private ConnectionControlException(HttpStatus status, ProblemCause cause, Object... arguments) {
    super(status, cause, arguments);
  }

  static ConnectionControlException notOpen(String id) {
    return new ConnectionControlException(
        HttpStatus.CONFLICT, ProblemCause.CONNECTION_NOT_OPEN, id);
  }

  static ConnectionControlException peerIsSlow() {
    return new ConnectionControlException(
        HttpStatus.SERVICE_UNAVAILABLE, ProblemCause.CONNECTION_PEER_IS_SLOW);
  }
}
