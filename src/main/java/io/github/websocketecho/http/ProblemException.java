package io.github.websocketecho.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Rejects a request with a problem detail (RFC 9457) that may not be cached. A status that another
 * attempt may avoid, 429 or 503, has {@code Retry-After: 1}.
 */
public abstract class ProblemException extends ErrorResponseException {

  @Serial private static final long serialVersionUID = 1;

  private static final String SOON = "1";

  private final ProblemCause problemCause;
  private final transient HttpHeaders headers = new HttpHeaders();

  /**
   * @param arguments of the detail
   */
  protected ProblemException(HttpStatus status, ProblemCause problemCause, Object... arguments) {
    this(status, problemCause, arguments, null);
  }

  /**
   * @param arguments of the detail
   * @param cause the exception that led to this one, for the log; null for none
   */
  protected ProblemException(
      HttpStatus status, ProblemCause problemCause, Object[] arguments, @Nullable Throwable cause) {
    super(status, ProblemDetail.forStatus(status), cause, problemCause.message(), arguments);
    this.problemCause = problemCause;
    headers.setCacheControl(CacheControl.noStore());
    if (status == HttpStatus.TOO_MANY_REQUESTS || status == HttpStatus.SERVICE_UNAVAILABLE) {
      headers.set(HttpHeaders.RETRY_AFTER, SOON);
    }
  }

  /** The cause, for logs. */
  public final ProblemCause problemCause() {
    return problemCause;
  }

  /** The headers of the response. */
  @Override
  public final HttpHeaders getHeaders() {
    return headers;
  }
}
