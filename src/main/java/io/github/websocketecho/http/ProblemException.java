package io.github.websocketecho.http;

import java.io.Serial;
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

  private final transient HttpHeaders headers = new HttpHeaders();

  /**
   * @param message the key of the detail
   * @param arguments of the detail
   */
  protected ProblemException(HttpStatus status, String message, Object... arguments) {
    super(status, ProblemDetail.forStatus(status), null, message, arguments);
    headers.setCacheControl(CacheControl.noStore());
    if (status == HttpStatus.TOO_MANY_REQUESTS || status == HttpStatus.SERVICE_UNAVAILABLE) {
      headers.set(HttpHeaders.RETRY_AFTER, SOON);
    }
  }

  /** The headers of the response. */
  @Override
  public final HttpHeaders getHeaders() {
    return headers;
  }
}
