package io.github.websocketecho.scenario;

import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.scenario.Parameter.Effect;
import io.github.websocketecho.transcript.VerdictRule;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.web.socket.WebSocketHandler;

/** The scenarios in the opening handshake: refused, never answered, answered late or wrongly. */
final class HandshakeScenarios {

  private static final String SECTION = "4.1";

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private static final int LONGEST_KEY = 64;
  private static final int LONGEST_LOCATION = 1_000;
  private static final int LONGEST_REALM = 100;

  private static final Parameter<Duration> HOLD = TimingScenarios.hold("2m");
  private static final Parameter<Duration> DELAY = TimingScenarios.delay("2s");

  private static final Parameter<Integer> STATUS =
      Parameter.of("status", ParameterRange.numbers(300, 599), "503");
  private static final Parameter<Integer> TIMES =
      Parameter.count("times", "0").changing(Effect.ADMISSION);
  private static final Parameter<String> KEY =
      Parameter.of("key", matching("range.key", "[A-Za-z0-9._-]", 0, LONGEST_KEY), "");
  private static final Parameter<String> LOCATION =
      Parameter.of(
          "location",
          matching("range.uri", "[!-~]", 1, LONGEST_LOCATION).as(HandshakeScenarios::location),
          "/");
  private static final Parameter<Duration> RETRY_AFTER = Parameter.duration("retryAfter", "1s");
  private static final Parameter<String> REALM =
      Parameter.of(
          "realm",
          // Printable ASCII but what would end or escape the quoted string that it stands in.
          matching("range.realm", "[ !#-\\[\\]-~]", 0, LONGEST_REALM),
          "WebSocket Echo");

  private final WebSocketHandler echo;
  private final Attempts attempts = new Attempts();

  private HandshakeScenarios(WebSocketHandler echo) {
    this.echo = echo;
  }

  /**
   * All of them, in the order in which a person reads them.
   *
   * @param echo serves the clients that are accepted, and those that carry on
   */
  static List<Scenario> all(WebSocketHandler echo) {
    var scenarios = new HandshakeScenarios(echo);
    return Stream.concat(
            Stream.of(scenarios.refuse(), scenarios.hang(), scenarios.slow()),
            HandshakeFault.ALL.stream().map(scenarios::wrong))
        .toList();
  }

  private Scenario refuse() {
    return Scenario.in(ScenarioGroup.HANDSHAKE)
        .at("refuse", "/refuse/{status}", "/refuse/503")
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
      throw KEY.notAllowed(key, null);
    }
    return () -> attempts.next(key) <= times;
  }

  private Scenario hang() {
    return Scenario.in(ScenarioGroup.HANDSHAKE)
        .at("hang", "/hang", "/hang?hold=5s")
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
          wire.scenarioBegins("The server did not answer the opening handshake.");
          wire.later(hold, wire::end);
        },
        echo);
  }

  private Scenario slow() {
    return Scenario.in(ScenarioGroup.HANDSHAKE)
        .at("slow-handshake", "/slow-handshake", "/slow-handshake?delay=2s")
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
    VerdictRule rule = fault.opensNothing() ? Rules.refusalAccepted() : Rules.handshakeFailed();
    Scenario.Builder entry =
        Scenario.in(ScenarioGroup.HANDSHAKE)
            .at(id, "/" + id, "/" + id)
            .with(Within.PARAMETER)
            .expect(Expected.ABNORMAL_CLOSURE, rule)
            .see(SECTION)
            .answeringTheHandshake();
    fault.deviations().forEach(entry::butFrom);
    return entry.servedBy(given -> wrong(fault, id, given.get(Within.PARAMETER)));
  }

  private WebSocketHandler wrong(HandshakeFault fault, String id, Duration within) {
    return new OpeningHandler(
        (_, wire) -> {
          wire.scenarioBegins("The server answered the opening handshake wrongly: " + id + ".");
          wire.answer(fault.wrong().apply(wire.openingResponse()), NOTHING);
          wire.later(within, wire::end);
        },
        echo);
  }

  /** A reference to a URI: in ASCII, so that a header can carry it. */
  private static String location(String text) {
    return URI.create(text).toString();
  }

  /**
   * Texts of some characters.
   *
   * @param code of the message that shows the range; its argument is the greatest length
   */
  private static ParameterRange<String> matching(
      String code, String characters, int shortest, int longest) {
    Pattern allowed = Pattern.compile(characters + "{" + shortest + "," + longest + "}");
    return ParameterRange.texts(
        ParameterRange.message(code, String.valueOf(longest)),
        text -> {
          if (!allowed.matcher(text).matches()) {
            throw new IllegalArgumentException("Not " + allowed);
          }
          return text;
        });
  }
}
