package io.github.websocketecho.admission;

import io.github.websocketecho.http.ProblemCause;
import io.github.websocketecho.http.ProblemException;
import java.io.Serial;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** A client is not admitted now. {@code Retry-After} says when to try again. */
public final class AdmissionException extends ProblemException {

  @Serial private static final long serialVersionUID = 1;

  private static final Duration SOON = Duration.ofSeconds(5);

  private AdmissionException(
      HttpStatus status, Duration retryAfter, ProblemCause cause, Object... arguments) {
    super(status, cause, arguments);
    // In whole seconds, and not too early (RFC 9110, section 10.2.3).
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
  }

  static AdmissionException tooMany() {
    return new AdmissionException(
        HttpStatus.SERVICE_UNAVAILABLE, SOON, ProblemCause.ADMISSION_TOO_MANY);
  }

  static AdmissionException tooManyFromAddress(int most) {
    return new AdmissionException(
        HttpStatus.TOO_MANY_REQUESTS, SOON, ProblemCause.ADMISSION_TOO_MANY_FROM_ADDRESS, most);
  }

  static AdmissionException tooManyCasesFromAddress(int most) {
    return new AdmissionException(
        HttpStatus.TOO_MANY_REQUESTS,
        SOON,
        ProblemCause.ADMISSION_TOO_MANY_CASES_FROM_ADDRESS,
        most);
  }

  /** There are too many connections over TLS. */
  public static AdmissionException tooManyOverTls() {
    return new AdmissionException(
        HttpStatus.SERVICE_UNAVAILABLE, SOON, ProblemCause.ADMISSION_TOO_MANY_OVER_TLS);
  }

  /** Too many plain requests are being answered. */
  public static AdmissionException tooManyRequests() {
    return new AdmissionException(
        HttpStatus.SERVICE_UNAVAILABLE, SOON, ProblemCause.ADMISSION_TOO_MANY_REQUESTS);
  }

  /** Too many plain requests from this address are being answered. */
  public static AdmissionException tooManyRequestsFromAddress(int most) {
    return new AdmissionException(
        HttpStatus.TOO_MANY_REQUESTS,
        SOON,
        ProblemCause.ADMISSION_TOO_MANY_REQUESTS_FROM_ADDRESS,
        most);
  }

  static AdmissionException tooFast(int most, Duration wait) {
    return new AdmissionException(
        HttpStatus.TOO_MANY_REQUESTS, wait, ProblemCause.ADMISSION_TOO_FAST, most);
  }
}
