package io.github.websocketecho.scenario;

import io.github.websocketecho.problem.InvalidParameterException;
import io.github.websocketecho.problem.ParameterText;
import io.github.websocketecho.transcript.VerdictRule;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.springframework.web.socket.WebSocketHandler;

/** The scenarios in the opening handshake: refused, never answered, answered late or wrongly. */
final class HandshakeScenarios {

  private static final String SECTION = "4.1";

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** The faults with which Firefox opens the connection. */
  private static final Set<String> TAKEN_BY_FIREFOX =
      Set.of("unoffered-subprotocol", "two-subprotocols");

  private static final Parameter<Duration> HOLD = Parameter.duration("hold", "2m");
  private static final Parameter<Duration> DELAY = Parameter.duration("delay", "2s");

  private static final Parameter<Integer> STATUS =
      new Parameter<>("status", "503", "300", "599", HandshakeScenarios::status);
  private static final Parameter<Integer> TIMES = Parameter.count("times", "0");
  private static final Parameter<String> KEY =
      new Parameter<>("key", "", text -> matching(text, "[A-Za-z0-9._-]{0,64}"));
  private static final Parameter<String> LOCATION =
      new Parameter<>("location", "/", HandshakeScenarios::location);
  private static final Parameter<Duration> RETRY_AFTER = Parameter.duration("retryAfter", "1s");
  private static final Parameter<String> REALM =
      new Parameter<>(
          // Printable ASCII but what would end or escape the quoted string that it stands in.
          "realm", "WebSocket Echo", text -> matching(text, "[ !#-\\[\\]-~]{0,100}"));

  private final WebSocketHandler echo;
  private final Attempts attempts = new Attempts();

  private HandshakeScenarios(WebSocketHandler echo) {
    this.echo = echo;
  }

  /**
   * All of them, in the order in which a person reads them.
   *
   * @param echo serves whoever is let in, or carries on
   */
  static List<Scenario> all(WebSocketHandler echo) {
    var scenarios = new HandshakeScenarios(echo);
    return Stream.concat(
            Stream.of(scenarios.refuse(), scenarios.hang(), scenarios.slow()),
            HandshakeFault.ALL.stream().map(scenarios::wrong))
        .toList();
  }

  private Scenario refuse() {
    return Scenario.at("refuse", "/refuse/{status}", "/refuse/503")
        .with(STATUS, TIMES, KEY, LOCATION, RETRY_AFTER, REALM, Within.PARAMETER)
        .expect(Expected.ABNORMAL_CLOSURE, Rules.refusalAccepted())
        .see(SECTION)
        .answeringTheHandshake()
        .servedBy(
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

  private Scenario hang() {
    return Scenario.at("hang", "/hang", "/hang?hold=5s")
        .with(HOLD)
        // How long a client waits for an answer is its own affair.
        .expect(Expected.ABNORMAL_CLOSURE, Rules.refusalAccepted())
        .see(SECTION)
        .answeringTheHandshake()
        .servedBy(given -> hang(given.get(HOLD)));
  }

  private WebSocketHandler hang(Duration hold) {
    return new OpeningHandler(
        (_, wire) -> {
          wire.ending("The server did not answer the opening handshake.");
          wire.later(hold, wire::end);
        },
        echo);
  }

  private Scenario slow() {
    return Scenario.at("slow-handshake", "/slow-handshake", "/slow-handshake?delay=2s")
        .with(DELAY)
        .to(Conduct.closing())
        .expect(Expected.AS_THE_CLIENT_CLOSES, Rules.rulesKept(_ -> true))
        .see(SECTION)
        .answeringTheHandshake()
        .servedBy(given -> slow(given.get(DELAY)));
  }

  private WebSocketHandler slow(Duration delay) {
    return new OpeningHandler(
        (_, wire) -> wire.later(delay, () -> wire.answer(wire.openingResponse(), NOTHING)), echo);
  }

  private Scenario wrong(HandshakeFault fault) {
    String id = "handshake/" + fault.name();
    // What is no 101 is handled as in HTTP (section 4.1), which may keep TCP open.
    VerdictRule rule = fault.isRefusal() ? Rules.refusalAccepted() : Rules.handshakeFailed();
    Scenario.Builder entry =
        Scenario.at(id, "/" + id, "/" + id)
            .with(Within.PARAMETER)
            .expect(Expected.ABNORMAL_CLOSURE, rule)
            .see(SECTION)
            .answeringTheHandshake();
    if (TAKEN_BY_FIREFOX.contains(fault.name())) {
      entry.butFrom(Deviation.ofFirefox(Expected.ABNORMAL_CLOSURE));
    }
    return entry.servedBy(given -> wrong(fault, id, given.get(Within.PARAMETER)));
  }

  private WebSocketHandler wrong(HandshakeFault fault, String id, Duration within) {
    return new OpeningHandler(
        (_, wire) -> {
          wire.ending("The server answered the opening handshake wrongly: " + id + ".");
          wire.answer(fault.wrong().apply(wire.openingResponse()), NOTHING);
          wire.later(within, wire::end);
        },
        echo);
  }

  private static int status(String text) {
    return ParameterText.number(text, 300, 599);
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
