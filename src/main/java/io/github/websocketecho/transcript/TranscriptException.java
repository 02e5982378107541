package io.github.websocketecho.transcript;

import java.io.Serial;
import java.nio.charset.Charset;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A transcript cannot be had, or nothing can be done with its connection: the status, and why. */
public final class TranscriptException extends ErrorResponseException {

  @Serial private static final long serialVersionUID = 1;

  private static final String SOON = "1";

  private TranscriptException(HttpStatus status, String message, Object... arguments) {
    super(status, ProblemDetail.forStatus(status), null, message, arguments);
    getHeaders().setCacheControl(CacheControl.noStore());
  }

  static TranscriptException unknown(String id) {
    return new TranscriptException(HttpStatus.NOT_FOUND, "problem.connection.unknown", id);
  }

  static TranscriptException listIsOff() {
    return new TranscriptException(HttpStatus.NOT_FOUND, "problem.connection.listIsOff");
  }

  static TranscriptException crossSite() {
    return new TranscriptException(HttpStatus.FORBIDDEN, "problem.connection.crossSite");
  }

  static TranscriptException idInUse(String id) {
    return new TranscriptException(HttpStatus.CONFLICT, "problem.connection.inUse", id);
  }

  static TranscriptException notOpen(String id) {
    return new TranscriptException(HttpStatus.CONFLICT, "problem.connection.notOpen", id);
  }

  static TranscriptException tooManyOpen() {
    return busy("problem.connection.tooManyOpen");
  }

  static TranscriptException tooManyWatchers() {
    return busy("problem.connection.tooManyWatchers");
  }

  static TranscriptException tooManyBodies() {
    return busy("problem.connection.tooManyBodies");
  }

  static TranscriptException tooManyStreamsOfAddress(int most) {
    return later(HttpStatus.TOO_MANY_REQUESTS, "problem.connection.tooManyStreamsOfAddress", most);
  }

  static TranscriptException tooManyWaitingOfAddress(int most) {
    return later(HttpStatus.TOO_MANY_REQUESTS, "problem.connection.tooManyWaitingOfAddress", most);
  }

  static TranscriptException tooManyBodiesOfAddress(int most) {
    return later(HttpStatus.TOO_MANY_REQUESTS, "problem.connection.tooManyBodiesOfAddress", most);
  }

  static TranscriptException peerIsSlow() {
    return busy("problem.connection.peerIsSlow");
  }

  static TranscriptException messageTooLarge(int largest) {
    return new TranscriptException(
        HttpStatus.CONTENT_TOO_LARGE, "problem.connection.messageTooLarge", largest);
  }

  static TranscriptException messageNotIn(Charset charset) {
    return new TranscriptException(
        HttpStatus.BAD_REQUEST, "problem.connection.messageNotInCharset", charset.name());
  }

  static TranscriptException messageWithoutType() {
    var untyped =
        new TranscriptException(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "problem.connection.messageWithoutType");
    untyped
        .getHeaders()
        .setAccept(List.of(MediaType.TEXT_PLAIN, MediaType.APPLICATION_OCTET_STREAM));
    return untyped;
  }

  /** {@code Accept-Encoding} says what would do (RFC 9110, section 15.5.16). */
  static TranscriptException messageEncoded(String encoding) {
    var encoded =
        new TranscriptException(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "problem.connection.messageEncoded", encoding);
    encoded.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, "identity");
    return encoded;
  }

  private static TranscriptException busy(String message) {
    return later(HttpStatus.SERVICE_UNAVAILABLE, message);
  }

  /** Another attempt may do better. */
  private static TranscriptException later(HttpStatus status, String message, Object... arguments) {
    var later = new TranscriptException(status, message, arguments);
    later.getHeaders().set(HttpHeaders.RETRY_AFTER, SOON);
    return later;
  }
}
