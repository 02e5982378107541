package io.github.websocketecho.ending;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;

/** The endings that this server offers: their one list. */
@Component
public final class EndingCatalogue {

  private final List<Ending> endings;

  /**
   * Lists them.
   *
   * @param echo answers messages at the endings that go on echoing until they end
   */
  EndingCatalogue(WebSocketHandler echo) {
    endings =
        Stream.of(
                CloseEndings.all(echo),
                HoldEndings.all(echo),
                TcpEndings.all(echo),
                LimitEndings.all(echo),
                HandshakeEndings.all(echo),
                IllegalEndings.all(echo))
            .flatMap(List::stream)
            .toList();
  }

  /** The endings, in the order in which a person reads them. */
  public List<Ending> endings() {
    return endings;
  }

  /** The ending of this id, which must be there. */
  public Ending ending(String id) {
    return endings.stream().filter(ending -> ending.id().equals(id)).findAny().orElseThrow();
  }
}
