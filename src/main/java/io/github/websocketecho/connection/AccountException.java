package io.github.websocketecho.connection;

import java.io.Serial;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** An account cannot be had, or nothing can be done with its connection: the status, and why. */
public final class AccountException extends ErrorResponseException {

  @Serial private static final long serialVersionUID = 1;

  private static final String SOON = "1";

  private AccountException(HttpStatus status, String message, Object... arguments) {
    super(status, ProblemDetail.forStatus(status), null, message, arguments);
    getHeaders().setCacheControl(CacheControl.noStore());
  }

  static AccountException unknown(String id) {
    return new AccountException(HttpStatus.NOT_FOUND, "problem.connection.unknown", id);
  }

  static AccountException listIsOff() {
    return new AccountException(HttpStatus.NOT_FOUND, "problem.connection.listIsOff");
  }

  static AccountException crossSite() {
    return new AccountException(HttpStatus.FORBIDDEN, "problem.connection.crossSite");
  }

  static AccountException idInUse(String id) {
    return new AccountException(HttpStatus.CONFLICT, "problem.connection.inUse", id);
  }

  static AccountException notOpen(String id) {
    return new AccountException(HttpStatus.CONFLICT, "problem.connection.notOpen", id);
  }

  static AccountException tooManyOpen() {
    return busy("problem.connection.tooManyOpen");
  }

  static AccountException tooManyWatchers() {
    return busy("problem.connection.tooManyWatchers");
  }

  static AccountException tooManyBodies() {
    return busy("problem.connection.tooManyBodies");
  }

  static AccountException peerIsSlow() {
    return busy("problem.connection.peerIsSlow");
  }

  static AccountException messageTooLarge(int largest) {
    return new AccountException(
        HttpStatus.CONTENT_TOO_LARGE, "problem.connection.messageTooLarge", largest);
  }

  static AccountException messageNotUtf8() {
    return new AccountException(HttpStatus.BAD_REQUEST, "problem.connection.messageNotUtf8");
  }

  /** Another attempt may do better. */
  private static AccountException busy(String message) {
    var busy = new AccountException(HttpStatus.SERVICE_UNAVAILABLE, message);
    busy.getHeaders().set(HttpHeaders.RETRY_AFTER, SOON);
    return busy;
  }
}
