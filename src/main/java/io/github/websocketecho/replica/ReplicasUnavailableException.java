package io.github.websocketecho.replica;

import io.github.websocketecho.http.ProblemCause;
import io.github.websocketecho.http.ProblemException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** 503: what the replicas share does not answer in time, or contains a value that is not ours. */
public final class ReplicasUnavailableException extends ProblemException {

  @Serial private static final long serialVersionUID = 1;

  private ReplicasUnavailableException(ProblemCause problem, @Nullable Throwable cause) {
    super(HttpStatus.SERVICE_UNAVAILABLE, problem, new Object[0], cause);
  }

  /** There is no answer. */
  static ReplicasUnavailableException noAnswer(@Nullable Throwable cause) {
    return new ReplicasUnavailableException(ProblemCause.REPLICAS_NO_ANSWER, cause);
  }

  /** Whether another attempt may succeed. */
  public boolean isTemporary() {
    return problemCause() == ProblemCause.REPLICAS_NO_ANSWER;
  }

  /** A value is not ours. */
  static ReplicasUnavailableException foreign(@Nullable Throwable cause) {
    return new ReplicasUnavailableException(ProblemCause.REPLICAS_FOREIGN_VALUE, cause);
  }
}
