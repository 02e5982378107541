package io.github.websocketecho.ending;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;

/** The endings that this server offers: their one list. */
@Component
public final class EndingCatalogue {

  private final SequencedMap<Kind, List<Ending>> kinds;

  /**
   * Lists them.
   *
   * @param echo answers messages at the endings that go on echoing until they end
   */
  EndingCatalogue(WebSocketHandler echo) {
    kinds =
        Collections.unmodifiableSequencedMap(
            new TreeMap<>(
                Map.of(
                    Kind.CLOSE, CloseEndings.all(echo),
                    Kind.HOLD, HoldEndings.all(echo),
                    Kind.TCP, TcpEndings.all(echo),
                    Kind.LIMIT, LimitEndings.all(echo),
                    Kind.HANDSHAKE, HandshakeEndings.all(echo),
                    Kind.ILLEGAL, IllegalEndings.all(echo))));
  }

  /** The endings, in the order in which a person reads them. */
  public List<Ending> endings() {
    return kinds.values().stream().flatMap(List::stream).toList();
  }

  /** The same by their kinds, in the same order. */
  public SequencedMap<Kind, List<Ending>> kinds() {
    return kinds;
  }

  /** The ending of this id, which must be there. */
  public Ending ending(String id) {
    return endings().stream().filter(ending -> ending.id().equals(id)).findAny().orElseThrow();
  }
}
