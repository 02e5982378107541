package io.github.websocketecho.transcript;

import io.github.websocketecho.http.ProblemCause;
import io.github.websocketecho.http.ProblemException;
import java.io.Serial;
import org.springframework.http.HttpStatus;

/** A transcript cannot be started, found or watched. */
public final class TranscriptException extends ProblemException {

  @Serial private static final long serialVersionUID = 1;

  private TranscriptException(HttpStatus status, ProblemCause cause, Object... arguments) {
    super(status, cause, arguments);
  }

  static TranscriptException unknown(String id) {
    return new TranscriptException(HttpStatus.NOT_FOUND, ProblemCause.CONNECTION_UNKNOWN, id);
  }

  static TranscriptException listIsOff() {
    return new TranscriptException(HttpStatus.NOT_FOUND, ProblemCause.CONNECTION_LIST_IS_OFF);
  }

  static TranscriptException idInUse(String id) {
    return new TranscriptException(HttpStatus.CONFLICT, ProblemCause.CONNECTION_IN_USE, id);
  }

  static TranscriptException tooManyOpen() {
    return new TranscriptException(
        HttpStatus.SERVICE_UNAVAILABLE, ProblemCause.CONNECTION_TOO_MANY_OPEN);
  }

  static TranscriptException tooManyWatchers() {
    return new TranscriptException(
        HttpStatus.SERVICE_UNAVAILABLE, ProblemCause.CONNECTION_TOO_MANY_WATCHERS);
  }

  static TranscriptException tooManyStreamsOfAddress(int limit) {
    return new TranscriptException(
        HttpStatus.TOO_MANY_REQUESTS, ProblemCause.CONNECTION_TOO_MANY_STREAMS_OF_ADDRESS, limit);
  }

  static TranscriptException tooManyWaitingOfAddress(int limit) {
    return new TranscriptException(
        HttpStatus.TOO_MANY_REQUESTS, ProblemCause.CONNECTION_TOO_MANY_WAITING_OF_ADDRESS, limit);
  }
}
