package io.github.websocketecho.sequence;

import io.github.websocketecho.http.ProblemCause;
import io.github.websocketecho.http.ProblemException;
import java.io.Serial;
import org.springframework.http.HttpStatus;

/** A sequence cannot be continued or found. */
public final class SequenceException extends ProblemException {

  @Serial private static final long serialVersionUID = 1;

  private SequenceException(HttpStatus status, ProblemCause cause, String key) {
    super(status, cause, key);
  }

  static SequenceException unknown(String key) {
    return new SequenceException(HttpStatus.NOT_FOUND, ProblemCause.SEQUENCE_UNKNOWN, key);
  }

  static SequenceException otherSteps(String key) {
    return new SequenceException(HttpStatus.CONFLICT, ProblemCause.SEQUENCE_OTHER_STEPS, key);
  }

  /** Other attempts with the same key were always faster. */
  static SequenceException busy(String key) {
    return new SequenceException(
        HttpStatus.SERVICE_UNAVAILABLE, ProblemCause.REPLICAS_NO_ANSWER, key);
  }
}
