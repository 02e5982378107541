package io.github.websocketecho.endpoint;

import io.github.websocketecho.http.ProblemCause;
import io.github.websocketecho.http.ProblemException;
import io.github.websocketecho.http.Secrets;
import java.io.Serial;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.socket.WebSocketHttpHeaders;

/** A request is rejected and gets no connection: the status, its headers, and the reason. */
final class RequestRejectedException extends ProblemException {

  @Serial private static final long serialVersionUID = 1;

  /** The only version of the protocol (RFC 6455, section 4.1). */
  static final String VERSION = "13";

  /** The methods that an endpoint accepts. */
  static final String ALLOWED = "GET, HEAD, OPTIONS";

  /** The time after which a server that stops may have been started again [s]. */
  private static final String RESTARTED = "5";

  private RequestRejectedException(HttpStatus status, ProblemCause cause, Object... arguments) {
    super(status, cause, arguments);
  }

  /**
   * A plain request to an address that serves WebSocket only.
   *
   * @param does the code of the message that describes what the endpoint does
   * @param httpVersion the version of the request; versions after 1.1 have no {@code Upgrade} (RFC
   *     9113, section 8.2.2)
   */
  static RequestRejectedException upgradeRequired(String does, String httpVersion) {
    var rejected =
        new RequestRejectedException(
            HttpStatus.UPGRADE_REQUIRED,
            ProblemCause.UPGRADE_REQUIRED,
            new DefaultMessageSourceResolvable(does));
    return httpVersion.startsWith("HTTP/1.") ? rejected.withUpgrade() : rejected;
  }

  /** A header of the request is missing (if its value is empty), or its value is not allowed. */
  static RequestRejectedException header(String name, String value, String allowed) {
    return new RequestRejectedException(
        HttpStatus.BAD_REQUEST,
        value.isEmpty() ? ProblemCause.HEADER_MISSING : ProblemCause.HEADER_INVALID,
        name,
        value,
        allowed);
  }

  /** The client uses another version of the protocol (RFC 6455, section 4.2.2). */
  static RequestRejectedException version(String value) {
    var rejected =
        new RequestRejectedException(
            HttpStatus.UPGRADE_REQUIRED,
            value.isEmpty() ? ProblemCause.HEADER_MISSING : ProblemCause.HEADER_INVALID,
            WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION,
            value,
            VERSION);
    rejected.getHeaders().set(WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION, VERSION);
    return rejected.withUpgrade();
  }

  /** The key does not contain 16 bytes (RFC 6455, section 4.2.1). */
  static RequestRejectedException keyLength(String key, int bytes, String allowed) {
    return new RequestRejectedException(
        HttpStatus.BAD_REQUEST,
        ProblemCause.KEY_LENGTH,
        WebSocketHttpHeaders.SEC_WEBSOCKET_KEY,
        key,
        bytes,
        allowed);
  }

  /** The version of HTTP cannot upgrade (RFC 6455, section 4.2.1). */
  static RequestRejectedException httpVersion(String version, String allowed) {
    return new RequestRejectedException(
        HttpStatus.BAD_REQUEST, ProblemCause.HTTP_VERSION, version, allowed);
  }

  /** The name of a subprotocol is not a token (RFC 6455, section 4.1). */
  static RequestRejectedException subprotocolIsNoToken(String name) {
    return new RequestRejectedException(
        HttpStatus.BAD_REQUEST, ProblemCause.SUBPROTOCOL_NO_TOKEN, name);
  }

  /** A subprotocol is offered twice (RFC 6455, section 4.1). */
  static RequestRejectedException subprotocolTwice(String name) {
    return new RequestRejectedException(
        HttpStatus.BAD_REQUEST, ProblemCause.SUBPROTOCOL_TWICE, name);
  }

  /**
   * The address is not a scenario's, but resembles one.
   *
   * @param nearest the address of the scenario that it resembles most
   */
  static RequestRejectedException mistyped(String path, String nearest) {
    return notFound(ProblemCause.MISTYPED, path, nearest);
  }

  /**
   * The scenario is at a name of the TLS port that the client has not asked for (RFC 9110, section
   * 15.5.20).
   *
   * @param name its label, such as {@code expired}
   */
  static RequestRejectedException misdirected(String name) {
    return new RequestRejectedException(
        HttpStatus.MISDIRECTED_REQUEST, ProblemCause.MISDIRECTED, name);
  }

  /** The scenario at this address is switched off. */
  static RequestRejectedException excluded(String address) {
    return new RequestRejectedException(HttpStatus.NOT_FOUND, ProblemCause.EXCLUDED, address);
  }

  /**
   * The parameters of the address follow an ampersand.
   *
   * @param nearest the same address with a question mark
   */
  static RequestRejectedException ampersand(String path, String nearest) {
    return notFound(ProblemCause.AMPERSAND, path, nearest);
  }

  private static RequestRejectedException notFound(
      ProblemCause cause, String path, String nearest) {
    String shown = Secrets.masked(nearest);
    var rejected =
        new RequestRejectedException(HttpStatus.NOT_FOUND, cause, Secrets.masked(path), shown);
    rejected.getBody().setProperty("nearest", shown);
    return rejected;
  }

  /** Pages of this origin may not connect (RFC 6455, section 10.2). */
  static RequestRejectedException originNotAllowed(String origin) {
    return new RequestRejectedException(HttpStatus.FORBIDDEN, ProblemCause.ORIGIN, origin);
  }

  /** The server stops; another one may be started soon. */
  static RequestRejectedException shuttingDown() {
    var rejected =
        new RequestRejectedException(HttpStatus.SERVICE_UNAVAILABLE, ProblemCause.SHUTTING_DOWN);
    rejected.getHeaders().set(HttpHeaders.RETRY_AFTER, RESTARTED);
    return rejected;
  }

  /** An endpoint does not accept this method (RFC 9110, section 15.5.6). */
  static RequestRejectedException methodNotAllowed(String method) {
    var rejected =
        new RequestRejectedException(HttpStatus.METHOD_NOT_ALLOWED, ProblemCause.METHOD, method);
    rejected.getHeaders().set(HttpHeaders.ALLOW, ALLOWED);
    return rejected;
  }

  /** A 426 names the protocol to upgrade to (RFC 9110, section 15.5.22). */
  private RequestRejectedException withUpgrade() {
    getHeaders().setUpgrade("websocket");
    getHeaders().setConnection(HttpHeaders.UPGRADE);
    return this;
  }
}
