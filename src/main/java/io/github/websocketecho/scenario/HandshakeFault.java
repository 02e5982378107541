package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.OpeningResponse;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.WebSocketHttpHeaders;

/**
 * A way for a server to answer an opening handshake wrongly, which a client has to notice (RFC
 * 6455, section 4.1).
 *
 * @param name the last part of its address
 * @param opensNothing whether the answer is a right one in HTTP, but no upgrade
 * @param deviations what browsers are known to report
 * @param wrong makes the wrong answer of the right one
 */
record HandshakeFault(
    String name,
    boolean opensNothing,
    List<Deviation> deviations,
    UnaryOperator<OpeningResponse> wrong) {

  /** What the key of another handshake would be answered with. */
  private static final String ANOTHER_ACCEPT = "AAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private static final String ACCEPT = WebSocketHttpHeaders.SEC_WEBSOCKET_ACCEPT;
  private static final String SUBPROTOCOL = WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL;
  private static final String EXTENSIONS = WebSocketHttpHeaders.SEC_WEBSOCKET_EXTENSIONS;

  private static final String UNOFFERED_SUBPROTOCOL = "nobody-offered-this";
  private static final String UNOFFERED_EXTENSION = "x-nobody-offered-this";

  /** Firefox opens the connection. */
  private static final List<Deviation> OPENED_BY_FIREFOX =
      List.of(Deviation.ofFirefox(Expected.ABNORMAL_CLOSURE));

  /** All of them, in the order in which a person reads them. */
  static final List<HandshakeFault> ALL =
      List.of(
          new HandshakeFault(
              "wrong-accept", right -> right.without(ACCEPT).with(ACCEPT, ANOTHER_ACCEPT)),
          new HandshakeFault("no-accept", right -> right.without(ACCEPT)),
          new HandshakeFault("no-upgrade", right -> right.without(HttpHeaders.UPGRADE)),
          new HandshakeFault("no-connection", right -> right.without(HttpHeaders.CONNECTION)),
          new HandshakeFault(
              "status-200",
              true,
              List.of(),
              right -> right.withStatus("200 OK").with(HttpHeaders.CONTENT_LENGTH, "0")),
          new HandshakeFault(
              "unoffered-subprotocol",
              false,
              OPENED_BY_FIREFOX,
              right -> right.without(SUBPROTOCOL).with(SUBPROTOCOL, UNOFFERED_SUBPROTOCOL)),
          new HandshakeFault("unoffered-extension", HandshakeFault::withUnofferedExtension),
          new HandshakeFault(
              "two-subprotocols", false, OPENED_BY_FIREFOX, HandshakeFault::withTwoSubprotocols));

  private HandshakeFault(String name, UnaryOperator<OpeningResponse> wrong) {
    this(name, false, List.of(), wrong);
  }

  /** One header, for an answer has no more than one (section 11.3.2): that is another fault. */
  private static OpeningResponse withUnofferedExtension(OpeningResponse right) {
    String extensions =
        String.join(
            ", ",
            Stream.concat(right.values(EXTENSIONS).stream(), Stream.of(UNOFFERED_EXTENSION))
                .toList());
    return right.without(EXTENSIONS).with(EXTENSIONS, extensions);
  }

  /** The one that was agreed on, if any, and what makes them two. */
  private static OpeningResponse withTwoSubprotocols(OpeningResponse right) {
    List<String> two =
        Stream.concat(right.values(SUBPROTOCOL).stream(), Stream.of("chat", "superchat"))
            .distinct()
            .limit(2)
            .toList();
    return right
        .without(SUBPROTOCOL)
        .with(SUBPROTOCOL, two.getFirst())
        .with(SUBPROTOCOL, two.getLast());
  }
}
