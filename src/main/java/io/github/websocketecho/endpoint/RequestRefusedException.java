package io.github.websocketecho.endpoint;

import io.github.websocketecho.http.ProblemCause;
import io.github.websocketecho.http.ProblemException;
import java.io.Serial;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.socket.WebSocketHttpHeaders;

/** A request gets no connection: the status, the headers that go with it, and why. */
final class RequestRefusedException extends ProblemException {

  @Serial private static final long serialVersionUID = 1;

  /** The only version of the protocol (RFC 6455, section 4.1). */
  static final String VERSION = "13";

  /** The methods of an address that is for opening handshakes. */
  static final String ALLOWED = "GET, HEAD, OPTIONS";

  /** When a server that ends may have been started again [s]. */
  private static final String RESTARTED = "5";

  private RequestRefusedException(HttpStatus status, ProblemCause cause, Object... arguments) {
    super(status, cause, arguments);
  }

  /**
   * The address is for WebSocket alone, and the request is for something else.
   *
   * @param httpVersion of the request; later ones than 1.1 have no such headers (RFC 9113, section
   *     8.2.2)
   */
  static RequestRefusedException upgradeRequired(String does, String httpVersion) {
    var refused =
        new RequestRefusedException(
            HttpStatus.UPGRADE_REQUIRED,
            ProblemCause.UPGRADE_REQUIRED,
            new DefaultMessageSourceResolvable(does));
    return httpVersion.startsWith("HTTP/1.") ? refused.withUpgrade() : refused;
  }

  /** A header of the request is missing (an empty value) or has a value that is not allowed. */
  static RequestRefusedException header(String name, String value, String allowed) {
    return new RequestRefusedException(
        HttpStatus.BAD_REQUEST,
        value.isEmpty() ? ProblemCause.HEADER_MISSING : ProblemCause.HEADER_INVALID,
        name,
        value,
        allowed);
  }

  /** The client speaks another version of the protocol (RFC 6455, section 4.2.2). */
  static RequestRefusedException version(String value) {
    var refused =
        new RequestRefusedException(
            HttpStatus.UPGRADE_REQUIRED,
            value.isEmpty() ? ProblemCause.HEADER_MISSING : ProblemCause.HEADER_INVALID,
            WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION,
            value,
            VERSION);
    refused.getHeaders().set(WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION, VERSION);
    return refused.withUpgrade();
  }

  /** A key that holds another number of bytes than it must (RFC 6455, section 4.2.1). */
  static RequestRefusedException keyLength(String key, int bytes, String allowed) {
    return new RequestRefusedException(
        HttpStatus.BAD_REQUEST,
        ProblemCause.KEY_LENGTH,
        WebSocketHttpHeaders.SEC_WEBSOCKET_KEY,
        key,
        bytes,
        allowed);
  }

  /** The handshake came in a version of HTTP that cannot upgrade (RFC 6455, section 4.2.1). */
  static RequestRefusedException httpVersion(String version, String allowed) {
    return new RequestRefusedException(
        HttpStatus.BAD_REQUEST, ProblemCause.HTTP_VERSION, version, allowed);
  }

  static RequestRefusedException subprotocolIsNoToken(String name) {
    return new RequestRefusedException(
        HttpStatus.BAD_REQUEST, ProblemCause.SUBPROTOCOL_NO_TOKEN, name);
  }

  static RequestRefusedException subprotocolTwice(String name) {
    return new RequestRefusedException(
        HttpStatus.BAD_REQUEST, ProblemCause.SUBPROTOCOL_TWICE, name);
  }

  /**
   * The address was meant for a scenario, and is none.
   *
   * @param nearest the address of a scenario that it may have been
   */
  static RequestRefusedException mistyped(String path, String nearest) {
    return notFound(ProblemCause.MISTYPED, path, nearest);
  }

  /**
   * The address has its parameters behind an ampersand.
   *
   * @param nearest the same with a question mark
   */
  static RequestRefusedException ampersand(String path, String nearest) {
    return notFound(ProblemCause.AMPERSAND, path, nearest);
  }

  private static RequestRefusedException notFound(ProblemCause cause, String path, String nearest) {
    var refused = new RequestRefusedException(HttpStatus.NOT_FOUND, cause, path, nearest);
    refused.getBody().setProperty("nearest", nearest);
    return refused;
  }

  static RequestRefusedException originNotAllowed(String origin) {
    return new RequestRefusedException(HttpStatus.FORBIDDEN, ProblemCause.ORIGIN, origin);
  }

  /** The server ends; another one may be there soon. */
  static RequestRefusedException shuttingDown() {
    var refused =
        new RequestRefusedException(HttpStatus.SERVICE_UNAVAILABLE, ProblemCause.SHUTTING_DOWN);
    refused.getHeaders().set(HttpHeaders.RETRY_AFTER, RESTARTED);
    return refused;
  }

  static RequestRefusedException methodNotAllowed(String method) {
    var refused =
        new RequestRefusedException(HttpStatus.METHOD_NOT_ALLOWED, ProblemCause.METHOD, method);
    refused.getHeaders().set(HttpHeaders.ALLOW, ALLOWED);
    return refused;
  }

  /** A 426 names the protocol to upgrade to (RFC 9110, section 15.5.22). */
  private RequestRefusedException withUpgrade() {
    getHeaders().setUpgrade("websocket");
    getHeaders().setConnection(HttpHeaders.UPGRADE);
    return this;
  }
}
