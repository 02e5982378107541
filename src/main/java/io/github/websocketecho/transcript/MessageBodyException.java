package io.github.websocketecho.transcript;

import io.github.websocketecho.http.ProblemCause;
import io.github.websocketecho.http.ProblemException;
import java.io.Serial;
import java.nio.charset.Charset;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** The body of a request cannot be read as a message. */
final class MessageBodyException extends ProblemException {

  @Serial private static final long serialVersionUID = 1;

  private MessageBodyException(HttpStatus status, ProblemCause cause, Object... arguments) {
    super(status, cause, arguments);
  }

  static MessageBodyException tooMany() {
    return new MessageBodyException(
        HttpStatus.SERVICE_UNAVAILABLE, ProblemCause.CONNECTION_TOO_MANY_BODIES);
  }

  static MessageBodyException tooManyOfAddress(int limit) {
    return new MessageBodyException(
        HttpStatus.TOO_MANY_REQUESTS, ProblemCause.CONNECTION_TOO_MANY_BODIES_OF_ADDRESS, limit);
  }

  /**
   * @param limit [bytes]
   */
  static MessageBodyException tooLarge(int limit) {
    return new MessageBodyException(
        HttpStatus.CONTENT_TOO_LARGE, ProblemCause.CONNECTION_MESSAGE_TOO_LARGE, limit);
  }

  static MessageBodyException notIn(Charset charset) {
    return new MessageBodyException(
        HttpStatus.BAD_REQUEST, ProblemCause.CONNECTION_MESSAGE_NOT_IN_CHARSET, charset.name());
  }

  static MessageBodyException withoutType() {
    var withoutType =
        new MessageBodyException(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, ProblemCause.CONNECTION_MESSAGE_WITHOUT_TYPE);
    withoutType
        .getHeaders()
        .setAccept(List.of(MediaType.TEXT_PLAIN, MediaType.APPLICATION_OCTET_STREAM));
    return withoutType;
  }

  /** {@code Accept-Encoding} names the accepted coding (RFC 9110, section 15.5.16). */
  static MessageBodyException encoded(String encoding) {
    var encoded =
        new MessageBodyException(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, ProblemCause.CONNECTION_MESSAGE_ENCODED, encoding);
    encoded.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, "identity");
    return encoded;
  }
}
