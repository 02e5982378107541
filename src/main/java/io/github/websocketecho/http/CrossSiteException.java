package io.github.websocketecho.http;

import java.io.Serial;
import org.springframework.http.HttpStatus;

/** A page of another site sent a request that would change something: 403. */
final class CrossSiteException extends ProblemException {

  @Serial private static final long serialVersionUID = 1;

  CrossSiteException() {
    super(HttpStatus.FORBIDDEN, ProblemCause.CROSS_SITE);
  }
}
