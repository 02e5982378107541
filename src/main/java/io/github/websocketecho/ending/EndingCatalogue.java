package io.github.websocketecho.ending;

import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;

/** The endings that this server offers: their one list. */
@Component
public final class EndingCatalogue {

  private static final Parameter<CloseCode> CODE =
      new Parameter<>("code", "1000", EndingCatalogue::sendable);
  private static final Parameter<CloseReason> REASON =
      new Parameter<>("reason", "", CloseReason::new);
  private static final Parameter<After> AFTER = new Parameter<>("after", "0", After::parse);

  private final List<Ending> endings;

  /**
   * Lists them.
   *
   * @param echo answers messages at the endings that go on echoing until they end
   */
  EndingCatalogue(WebSocketHandler echo) {
    endings =
        Stream.of(
                List.of(
                    new Ending(
                        "close",
                        "/close/{code}",
                        "/close/4001?reason=bye",
                        List.of(CODE, REASON, AFTER),
                        new Expected(4001, "bye", true),
                        Rules.closeAnswered(),
                        "RFC 6455, section 7.1.2",
                        true,
                        Map.of(),
                        false,
                        given ->
                            new CloseHandler(
                                given.get(CODE), given.get(REASON), given.get(AFTER), echo))),
                HandshakeEndings.all(echo),
                IllegalEndings.all(echo))
            .flatMap(List::stream)
            .toList();
  }

  private static CloseCode sendable(String text) {
    CloseCode code = new CloseCode(Integer.parseInt(text));
    if (!code.mayBeSent()) {
      throw new IllegalArgumentException(text + " is not in " + CloseCode.SENDABLE);
    }
    return code;
  }

  /** The endings, in the order in which a person reads them. */
  public List<Ending> endings() {
    return endings;
  }
}
