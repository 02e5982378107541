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

/** An account cannot be had, or nothing can be done with its connection: the status, and why. */
public final class AccountException extends ErrorResponseException {

  @Serial private static final long serialVersionUID = 1;

  private static final String SOON = "1";

  private AccountException(HttpStatus status, String message, Object... arguments) {
    super(status, ProblemDetail.forStatus(status), null, message, arguments);
    getHeaders().setCacheControl(CacheControl.noStore());
  }

  static AccountException unknown(String id) {
    return new AccountException(HttpStatus.NOT_FOUND, "problem.connection.unknown", id);
  }

  static AccountException listIsOff() {
    return new AccountException(HttpStatus.NOT_FOUND, "problem.connection.listIsOff");
  }

  static AccountException crossSite() {
    return new AccountException(HttpStatus.FORBIDDEN, "problem.connection.crossSite");
  }

  static AccountException idInUse(String id) {
    return new AccountException(HttpStatus.CONFLICT, "problem.connection.inUse", id);
  }

  static AccountException notOpen(String id) {
    return new AccountException(HttpStatus.CONFLICT, "problem.connection.notOpen", id);
  }

  static AccountException tooManyOpen() {
    return busy("problem.connection.tooManyOpen");
  }

  static AccountException tooManyWatchers() {
    return busy("problem.connection.tooManyWatchers");
  }

  static AccountException tooManyBodies() {
    return busy("problem.connection.tooManyBodies");
  }

  static AccountException tooManyStreamsOfAddress(int most) {
    return later(HttpStatus.TOO_MANY_REQUESTS, "problem.connection.tooManyStreamsOfAddress", most);
  }

  static AccountException tooManyWaitingOfAddress(int most) {
    return later(HttpStatus.TOO_MANY_REQUESTS, "problem.connection.tooManyWaitingOfAddress", most);
  }

  static AccountException tooManyBodiesOfAddress(int most) {
    return later(HttpStatus.TOO_MANY_REQUESTS, "problem.connection.tooManyBodiesOfAddress", most);
  }

  static AccountException peerIsSlow() {
    return busy("problem.connection.peerIsSlow");
  }

  static AccountException messageTooLarge(int largest) {
    return new AccountException(
        HttpStatus.CONTENT_TOO_LARGE, "problem.connection.messageTooLarge", largest);
  }

  static AccountException messageNotIn(Charset charset) {
    return new AccountException(
        HttpStatus.BAD_REQUEST, "problem.connection.messageNotInCharset", charset.name());
  }

  static AccountException messageWithoutType() {
    var untyped =
        new AccountException(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "problem.connection.messageWithoutType");
    untyped
        .getHeaders()
        .setAccept(List.of(MediaType.TEXT_PLAIN, MediaType.APPLICATION_OCTET_STREAM));
    return untyped;
  }

  /** {@code Accept-Encoding} says what would do (RFC 9110, section 15.5.16). */
  static AccountException messageEncoded(String encoding) {
    var encoded =
        new AccountException(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "problem.connection.messageEncoded", encoding);
    encoded.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, "identity");
    return encoded;
  }

  private static AccountException busy(String message) {
    return later(HttpStatus.SERVICE_UNAVAILABLE, message);
  }

  /** Another attempt may do better. */
  private static AccountException later(HttpStatus status, String message, Object... arguments) {
    var later = new AccountException(status, message, arguments);
    later.getHeaders().set(HttpHeaders.RETRY_AFTER, SOON);
    return later;
  }
}
