package io.github.websocketecho.conformance;

import io.github.websocketecho.http.ProblemCause;
import io.github.websocketecho.http.ProblemException;
import io.github.websocketecho.http.Secrets;
import java.io.Serial;
import org.springframework.http.HttpStatus;

/** A request about a report cannot be fulfilled. */
final class ConformanceException extends ProblemException {

  @Serial private static final long serialVersionUID = 1;

  private ConformanceException(ProblemCause cause, Object... arguments) {
    super(HttpStatus.NOT_FOUND, cause, arguments);
  }

  /** There is no report of this agent, or not any more. */
  static ConformanceException unknownAgent(Agent agent) {
    return new ConformanceException(ProblemCause.CONFORMANCE_AGENT, Secrets.masked(agent.label()));
  }

  /** There is no such document of a case, or not any more. */
  static ConformanceException unknownFile(String name) {
    return new ConformanceException(ProblemCause.CONFORMANCE_FILE, Secrets.masked(name));
  }
}
