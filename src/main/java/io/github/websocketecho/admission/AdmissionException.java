package io.github.websocketecho.admission;

import java.io.Serial;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A client is not admitted now. {@code Retry-After} says when to try again. */
public final class AdmissionException extends ErrorResponseException {

  @Serial private static final long serialVersionUID = 1;

  private static final Duration SOON = Duration.ofSeconds(5);

  private AdmissionException(
      HttpStatus status, Duration retryAfter, String message, Object... arguments) {
    super(status, ProblemDetail.forStatus(status), null, message, arguments);
    // In whole seconds, and not too early (RFC 9110, section 10.2.3).
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
  }

  static AdmissionException tooMany() {
    return new AdmissionException(
        HttpStatus.SERVICE_UNAVAILABLE, SOON, "problem.admission.tooMany");
  }

  static AdmissionException tooManyFromAddress(int most) {
    return new AdmissionException(
        HttpStatus.TOO_MANY_REQUESTS, SOON, "problem.admission.tooManyFromAddress", most);
  }

  /** There are too many connections over TLS. */
  public static AdmissionException tooManyOverTls() {
    return new AdmissionException(
        HttpStatus.SERVICE_UNAVAILABLE, SOON, "problem.admission.tooManyOverTls");
  }

  /** Too many plain requests are being answered. */
  public static AdmissionException tooManyRequests() {
    return new AdmissionException(
        HttpStatus.SERVICE_UNAVAILABLE, SOON, "problem.admission.tooManyRequests");
  }

  /** Too many plain requests from this address are being answered. */
  public static AdmissionException tooManyRequestsFromAddress(int most) {
    return new AdmissionException(
        HttpStatus.TOO_MANY_REQUESTS, SOON, "problem.admission.tooManyRequestsFromAddress", most);
  }

  static AdmissionException tooFast(int most, Duration wait) {
    return new AdmissionException(
        HttpStatus.TOO_MANY_REQUESTS, wait, "problem.admission.tooFast", most);
  }
}
