package io.github.websocketecho.connection;

import java.io.Serial;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** An account cannot be had, or nothing can be done with its connection: the status, and why. */
public final class AccountException extends ErrorResponseException {

  @Serial private static final long serialVersionUID = 1;

  private static final String SOON = "1";

  /** What a parameter may be; null if it is not about one. */
  private final transient @Nullable DefaultMessageSourceResolvable allowed;

  private AccountException(HttpStatus status, String message, Object... arguments) {
    super(status, ProblemDetail.forStatus(status), null, message, arguments);
    this.allowed = null;
    getHeaders().setCacheControl(CacheControl.noStore());
  }

  private AccountException(String name, String value, DefaultMessageSourceResolvable allowed) {
    super(
        HttpStatus.BAD_REQUEST,
        ProblemDetail.forStatus(HttpStatus.BAD_REQUEST),
        null,
        "problem.invalidParameter",
        new Object[] {name, value, allowed});
    this.allowed = allowed;
    getBody().setProperty("parameter", name);
    getBody().setProperty("value", value);
  }

  /** The message {@code parameter.NAME.allowed} says what the parameter may be. */
  static AccountException invalidParameter(String name, String value) {
    return new AccountException(
        name, value, new DefaultMessageSourceResolvable("parameter." + name + ".allowed"));
  }

  @Override
  public ProblemDetail updateAndGetBody(@Nullable MessageSource messageSource, Locale locale) {
    ProblemDetail body = super.updateAndGetBody(messageSource, locale);
    if (messageSource != null && allowed != null) {
      body.setProperty("allowed", messageSource.getMessage(allowed, locale));
    }
    return body;
  }

  static AccountException unknown(String id) {
    return new AccountException(HttpStatus.NOT_FOUND, "problem.connection.unknown", id);
  }

  static AccountException listIsOff() {
    return new AccountException(HttpStatus.NOT_FOUND, "problem.connection.listIsOff");
  }

  static AccountException idInUse(String id) {
    return new AccountException(HttpStatus.CONFLICT, "problem.connection.inUse", id);
  }

  static AccountException notOpen(String id) {
    return new AccountException(HttpStatus.CONFLICT, "problem.connection.notOpen", id);
  }

  static AccountException tooManyEndings() {
    return busy("problem.connection.tooManyEndings");
  }

  static AccountException tooManyWatchers() {
    return busy("problem.connection.tooManyWatchers");
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
