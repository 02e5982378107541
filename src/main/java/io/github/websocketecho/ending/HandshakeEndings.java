package io.github.websocketecho.ending;

import io.github.websocketecho.connection.VerdictRule;
import io.github.websocketecho.engine.Wire;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.web.socket.WebSocketHandler;

/** The endings in the opening handshake: refused, never answered, answered late or wrongly. */
final class HandshakeEndings {

  private static final String RFC = "RFC 6455, section 4.1";

  private static final Parameter<Duration> HOLD = Parameter.duration("hold", "2m");
  private static final Parameter<Duration> DELAY = Parameter.duration("delay", "2s");

  private static final Parameter<Integer> STATUS = Parameter.number("status", "503", 300, 599);
  private static final Parameter<Integer> TIMES = Parameter.count("times", "0");
  private static final Parameter<String> KEY =
      new Parameter<>("key", "", text -> matching(text, "[A-Za-z0-9._-]{0,64}"));
  private static final Parameter<String> LOCATION =
      new Parameter<>("location", "/", HandshakeEndings::location);
  private static final Parameter<Duration> RETRY_AFTER = Parameter.duration("retryAfter", "1s");
  private static final Parameter<String> REALM =
      new Parameter<>(
          // Printable ASCII but what would end or escape the quoted string that it stands in.
          "realm", "WebSocket Echo", text -> matching(text, "[ !#-\\[\\]-~]{0,100}"));

  private final WebSocketHandler echo;
  private final Attempts attempts = new Attempts();

  private HandshakeEndings(WebSocketHandler echo) {
    this.echo = echo;
  }

  /**
   * All of them, in the order in which a person reads them.
   *
   * @param echo serves whoever is let in, or carries on
   */
  static List<Ending> all(WebSocketHandler echo) {
    var endings = new HandshakeEndings(echo);
    return Stream.concat(
            Stream.of(endings.refuse(), endings.hang(), endings.slow()),
            HandshakeFault.ALL.stream().map(endings::wrong))
        .toList();
  }

  private Ending refuse() {
    return ending(
        "refuse",
        "/refuse/{status}",
        "/refuse/503",
        List.of(STATUS, TIMES, KEY, LOCATION, RETRY_AFTER, REALM, Within.PARAMETER),
        Expected.ABNORMAL_CLOSURE,
        Rules.refusalAccepted(),
        given ->
            new RefuseHandler(
                new Refusal(
                    given.get(STATUS),
                    given.get(LOCATION),
                    given.get(RETRY_AFTER),
                    given.get(REALM)),
                refuses(given.get(TIMES), given.get(KEY)),
                given.get(Within.PARAMETER),
                echo));
  }

  private BooleanSupplier refuses(int times, String key) {
    if (times == 0) {
      return () -> true;
    }
    if (key.isEmpty()) {
      throw new InvalidParameterException(KEY.name(), key, null);
    }
    return () -> attempts.next(key) <= times;
  }

  private Ending hang() {
    return ending(
        "hang",
        "/hang",
        "/hang?hold=5s",
        List.of(HOLD),
        Expected.ABNORMAL_CLOSURE,
        Rules.handshakeFailed(),
        given -> {
          Duration hold = given.get(HOLD);
          return opening(
              wire -> {
                wire.ending("The server did not answer the opening handshake.");
                wire.later(hold, wire::end);
              });
        });
  }

  private Ending slow() {
    return ending(
        "slow-handshake",
        "/slow-handshake",
        "/slow-handshake?delay=2s",
        List.of(DELAY),
        Expected.AS_THE_CLIENT_CLOSES,
        Rules.rulesKept(),
        given -> {
          Duration delay = given.get(DELAY);
          return opening(
              wire -> wire.later(delay, () -> wire.send(wire.openingResponse().bytes())));
        });
  }

  private Ending wrong(HandshakeFault fault) {
    String id = "handshake/" + fault.name();
    return ending(
        id,
        "/" + id,
        "/" + id,
        List.of(Within.PARAMETER),
        Expected.ABNORMAL_CLOSURE,
        Rules.handshakeFailed(),
        given -> {
          Duration within = given.get(Within.PARAMETER);
          return opening(
              wire -> {
                wire.ending("The server answered the opening handshake wrongly: " + id + ".");
                wire.send(fault.wrong().apply(wire.openingResponse()).bytes());
                wire.later(within, wire::end);
              });
        });
  }

  private OpeningHandler opening(Consumer<Wire> answer) {
    return new OpeningHandler((_, wire) -> answer.accept(wire), echo);
  }

  private static Ending ending(
      String id,
      String address,
      String example,
      List<Parameter<?>> parameters,
      Expected expected,
      VerdictRule rule,
      Function<AddressParameters, WebSocketHandler> handler) {
    return new Ending(
        id, address, example, parameters, expected, rule, RFC, true, Map.of(), true, handler);
  }

  /** A reference to a URI: in ASCII, so that a header can carry it. */
  private static String location(String text) {
    return URI.create(matching(text, "[!-~]{1,1000}")).toString();
  }

  private static String matching(String text, String allowed) {
    if (!text.matches(allowed)) {
      throw new IllegalArgumentException("Not " + allowed);
    }
    return text;
  }
}
