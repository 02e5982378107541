package io.github.websocketecho.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A page of another origin asks for something that it may not do: 403. */
final class CrossOriginException extends ProblemException {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param method the method of the request that the page would send
   */
  CrossOriginException(@Nullable String origin, String method) {
    super(
        HttpStatus.FORBIDDEN,
        ProblemCause.CROSS_ORIGIN,
        String.valueOf(origin),
        method,
        String.join(", ", CrossOriginRules.METHODS));
  }
}
