package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.OpeningResponse;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.WebSocketHttpHeaders;

/**
 * An invalid response to an opening handshake, which a client has to detect (RFC 6455, section
 * 4.1).
 *
 * @param name the last part of the address
 * @param validHttp whether the response is valid HTTP that does not upgrade the connection
 * @param deviations the results of browsers that are known to differ
 * @param corrupt makes the invalid response from the valid one
 */
record HandshakeFault(
    String name,
    boolean validHttp,
    List<Deviation> deviations,
    UnaryOperator<OpeningResponse> corrupt) {

  /** The accept value of another key. */
  private static final String OTHER_ACCEPT = "AAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private static final String ACCEPT = WebSocketHttpHeaders.SEC_WEBSOCKET_ACCEPT;
  private static final String SUBPROTOCOL = WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL;
  private static final String EXTENSIONS = WebSocketHttpHeaders.SEC_WEBSOCKET_EXTENSIONS;

  private static final String UNOFFERED_SUBPROTOCOL = "nobody-offered-this";
  private static final String UNOFFERED_EXTENSION = "x-nobody-offered-this";

  /** Firefox opens the connection. */
  private static final List<Deviation> OPENED_BY_FIREFOX =
      List.of(Deviation.ofFirefox(Expected.ABNORMAL_CLOSURE));

  /** All faults, in the order of the catalogue. */
  static final List<HandshakeFault> ALL =
      List.of(
          new HandshakeFault(
              "wrong-accept", response -> response.without(ACCEPT).with(ACCEPT, OTHER_ACCEPT)),
          new HandshakeFault("no-accept", response -> response.without(ACCEPT)),
          new HandshakeFault("no-upgrade", response -> response.without(HttpHeaders.UPGRADE)),
          new HandshakeFault("no-connection", response -> response.without(HttpHeaders.CONNECTION)),
          new HandshakeFault(
              "status-200",
              true,
              List.of(),
              response -> response.withStatus("200 OK").with(HttpHeaders.CONTENT_LENGTH, "0")),
          new HandshakeFault(
              "unoffered-subprotocol",
              false,
              OPENED_BY_FIREFOX,
              response -> response.without(SUBPROTOCOL).with(SUBPROTOCOL, UNOFFERED_SUBPROTOCOL)),
          new HandshakeFault("unoffered-extension", HandshakeFault::withUnofferedExtension),
          new HandshakeFault(
              "two-subprotocols", false, OPENED_BY_FIREFOX, HandshakeFault::withTwoSubprotocols));

  private HandshakeFault(String name, UnaryOperator<OpeningResponse> corrupt) {
    this(name, false, List.of(), corrupt);
  }

  /**
   * Adds an extension to the header of the accepted ones. A second header would be another fault
   * (section 11.3.2).
   */
  private static OpeningResponse withUnofferedExtension(OpeningResponse response) {
    String extensions =
        String.join(
            ", ",
            Stream.concat(response.values(EXTENSIONS).stream(), Stream.of(UNOFFERED_EXTENSION))
                .toList());
    return response.without(EXTENSIONS).with(EXTENSIONS, extensions);
  }

  /** Adds a second subprotocol to the accepted one, or two if none was accepted. */
  private static OpeningResponse withTwoSubprotocols(OpeningResponse response) {
    List<String> two =
        Stream.concat(response.values(SUBPROTOCOL).stream(), Stream.of("chat", "superchat"))
            .distinct()
            .limit(2)
            .toList();
    return response
        .without(SUBPROTOCOL)
        .with(SUBPROTOCOL, two.getFirst())
        .with(SUBPROTOCOL, two.getLast());
  }
}
