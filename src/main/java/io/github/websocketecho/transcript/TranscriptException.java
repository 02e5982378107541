package io.github.websocketecho.transcript;

import io.github.websocketecho.http.ProblemException;
import java.io.Serial;
import org.springframework.http.HttpStatus;

/** A transcript cannot be started, found or watched. */
public final class TranscriptException extends ProblemException {

  @Serial private static final long serialVersionUID = 1;

  private TranscriptException(HttpStatus status, String message, Object... arguments) {
    super(status, message, arguments);
  }

  static TranscriptException unknown(String id) {
    return new TranscriptException(HttpStatus.NOT_FOUND, "problem.connection.unknown", id);
  }

  static TranscriptException listIsOff() {
    return new TranscriptException(HttpStatus.NOT_FOUND, "problem.connection.listIsOff");
  }

  static TranscriptException idInUse(String id) {
    return new TranscriptException(HttpStatus.CONFLICT, "problem.connection.inUse", id);
  }

  static TranscriptException tooManyOpen() {
    return new TranscriptException(
        HttpStatus.SERVICE_UNAVAILABLE, "problem.connection.tooManyOpen");
  }

  static TranscriptException tooManyWatchers() {
    return new TranscriptException(
        HttpStatus.SERVICE_UNAVAILABLE, "problem.connection.tooManyWatchers");
  }

  static TranscriptException tooManyStreamsOfAddress(int limit) {
    return new TranscriptException(
        HttpStatus.TOO_MANY_REQUESTS, "problem.connection.tooManyStreamsOfAddress", limit);
  }

  static TranscriptException tooManyWaitingOfAddress(int limit) {
    return new TranscriptException(
        HttpStatus.TOO_MANY_REQUESTS, "problem.connection.tooManyWaitingOfAddress", limit);
  }
}
