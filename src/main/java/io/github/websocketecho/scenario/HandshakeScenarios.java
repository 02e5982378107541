package io.github.websocketecho.scenario;

import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.protocol.SubprotocolOffer;
import io.github.websocketecho.scenario.Parameter.Effect;
import io.github.websocketecho.transcript.VerdictRule;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;

/**
 * The scenarios in which the opening handshake is rejected, late, invalid or never answered, and
 * the one that negotiates a subprotocol.
 */
final class HandshakeScenarios {

  private static final String SECTION = "4.1";

  private static final ByteBuffer NO_BODY = ByteBuffer.allocate(0);

  private static final int MAXIMUM_KEY_LENGTH = 64;
  private static final int MAXIMUM_LOCATION_LENGTH = 1_000;
  private static final int MAXIMUM_REALM_LENGTH = 100;
  private static final int MAXIMUM_SUBPROTOCOL_LENGTH = 100;

  private static final String SUBPROTOCOL = WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL;

  private static final Parameter<Duration> HOLD = TimingScenarios.hold("2m");
  private static final Parameter<Duration> DELAY = TimingScenarios.delay("2s");

  private static final Parameter<Integer> STATUS =
      Parameter.of("status", ParameterRange.numbers(300, 599), "503");
  private static final Parameter<Integer> TIMES =
      Parameter.count("times", "0").changing(Effect.ADMISSION);
  private static final Parameter<String> KEY =
      Parameter.of("key", TextRange.of("range.key", "[A-Za-z0-9._-]", 0, MAXIMUM_KEY_LENGTH), "");
  private static final Parameter<String> LOCATION =
      Parameter.of(
          "location",
          TextRange.of("range.uri", "[!-~]", 1, MAXIMUM_LOCATION_LENGTH)
              .as(HandshakeScenarios::location),
          "/");
  private static final Parameter<Duration> RETRY_AFTER = Parameter.duration("retryAfter", "1s");
  private static final Parameter<String> REALM =
      Parameter.of(
          "realm",
          // Printable ASCII, except the characters that would end or escape a quoted string.
          TextRange.of("range.realm", "[ !#-\\[\\]-~]", 0, MAXIMUM_REALM_LENGTH),
          "WebSocket Echo");

  private static final Parameter<SubprotocolChoice> CHOOSE =
      Parameter.of(
              "choose",
              // The characters of a token (RFC 9110, section 5.6.2).
              TextRange.of(
                      "range.subprotocol",
                      "[!#$%&'*+.^_`|~0-9A-Za-z-]",
                      1,
                      MAXIMUM_SUBPROTOCOL_LENGTH)
                  .as(SubprotocolChoice::new),
              SubprotocolChoice.LAST)
          .changing(Effect.ADMISSION);

  private final WebSocketHandler echo;
  private final AttemptCounter attempts;

  private HandshakeScenarios(WebSocketHandler echo, AttemptCounter attempts) {
    this.echo = echo;
    this.attempts = attempts;
  }

  /**
   * All of these scenarios, in the order of the catalogue.
   *
   * @param echo serves accepted clients, and clients that continue after an invalid response
   * @param attempts counts those that are rejected a number of times
   */
  static List<Scenario> all(WebSocketHandler echo, AttemptCounter attempts) {
    var scenarios = new HandshakeScenarios(echo, attempts);
    return Stream.concat(
            Stream.of(
                scenarios.reject(), scenarios.hang(), scenarios.slow(), scenarios.subprotocol()),
            HandshakeFault.ALL.stream().map(scenarios::invalid))
        .toList();
  }

  private Scenario reject() {
    return Scenario.in(ScenarioGroup.HANDSHAKE)
        .at("refuse", "/refuse/{status}", "/refuse/503")
        .parameters(STATUS, TIMES, KEY, LOCATION, RETRY_AFTER, REALM, ClientTimeout.PARAMETER)
        .expect(Expected.ABNORMAL_CLOSURE, Rules.refusalAccepted())
        .rfc(SECTION)
        .handlerAnswers()
        .servedBy(
            parameters ->
                reject(
                    HandshakeRejection.of(
                        parameters.get(STATUS),
                        parameters.get(LOCATION),
                        parameters.get(RETRY_AFTER),
                        parameters.get(REALM)),
                    rejects(parameters.get(TIMES), parameters.get(KEY)),
                    parameters.get(ClientTimeout.PARAMETER)));
  }

  private WebSocketHandler reject(
      HandshakeRejection rejection,
      Supplier<CompletableFuture<Boolean>> rejects,
      Duration clientTimeout) {
    return new RejectHandshakeHandler(
        (_, _) ->
            rejects
                .get()
                .thenApply(isRejected -> isRejected ? Optional.of(rejection) : Optional.empty()),
        clientTimeout,
        echo);
  }

  private Supplier<CompletableFuture<Boolean>> rejects(int times, String key) {
    if (times == 0) {
      return () -> CompletableFuture.completedFuture(true);
    }
    if (key.isEmpty()) {
      throw KEY.invalid(key, null);
    }
    return () -> attempts.increment(key).thenApply(count -> count <= times);
  }

  private Scenario hang() {
    return Scenario.in(ScenarioGroup.HANDSHAKE)
        .at("hang", "/hang", "/hang?hold=5s")
        .parameters(HOLD)
        // The RFC does not say how long a client waits for a response.
        .expect(Expected.ABNORMAL_CLOSURE, Rules.refusalAccepted())
        .rfc(SECTION)
        .handlerAnswers()
        .servedBy(parameters -> hang(parameters.get(HOLD)));
  }

  private WebSocketHandler hang(Duration hold) {
    return new OnOpenHandler(
        (_, wire) -> {
          wire.scenarioBegins("The server did not answer the opening handshake.");
          wire.later(hold, wire::end);
        },
        echo);
  }

  private Scenario slow() {
    return Scenario.in(ScenarioGroup.HANDSHAKE)
        .at("slow-handshake", "/slow-handshake", "/slow-handshake?delay=2s")
        .parameters(DELAY)
        .conduct(Conduct.closing())
        .expect(Expected.AS_THE_CLIENT_CLOSES, Rules.rulesKept(_ -> true))
        .rfc(SECTION)
        .handlerAnswers()
        .servedBy(parameters -> slow(parameters.get(DELAY)));
  }

  private WebSocketHandler slow(Duration delay) {
    return new OnOpenHandler(
        (_, wire) -> wire.later(delay, () -> wire.answer(wire.openingResponse(), NO_BODY)), echo);
  }

  private Scenario subprotocol() {
    return Scenario.in(ScenarioGroup.HANDSHAKE)
        .at("subprotocol", "/subprotocol", "/subprotocol?choose=last")
        .parameters(CHOOSE, ClientTimeout.PARAMETER)
        .conduct(Conduct.closing().offering("chat", "superchat"))
        .expect(Expected.AS_THE_CLIENT_CLOSES, SubprotocolRule.chosen())
        .rfc("4.2.2")
        .handlerAnswers()
        .servedBy(
            parameters ->
                subprotocol(parameters.get(CHOOSE), parameters.get(ClientTimeout.PARAMETER)));
  }

  private WebSocketHandler subprotocol(SubprotocolChoice choice, Duration clientTimeout) {
    return new OnOpenHandler(
        (_, wire) -> {
          List<String> offered =
              SubprotocolOffer.names(wire.requestHeaders().getOrEmpty(SUBPROTOCOL));
          OpeningResponse response = wire.openingResponse().without(SUBPROTOCOL);
          @Nullable String chosen = choice.of(offered);
          if (chosen != null && !offered.contains(chosen)) {
            wire.scenarioBegins("The server chose a subprotocol that the client did not offer.");
            wire.later(clientTimeout, wire::end);
          }
          wire.answer(chosen == null ? response : response.with(SUBPROTOCOL, chosen), NO_BODY);
        },
        echo);
  }

  private Scenario invalid(HandshakeFault fault) {
    String id = "handshake/" + fault.name();
    // A client handles a status other than 101 as in HTTP (section 4.1), and may keep TCP open.
    VerdictRule rule = fault.validHttp() ? Rules.refusalAccepted() : Rules.handshakeFailed();
    Scenario.Builder entry =
        Scenario.in(ScenarioGroup.HANDSHAKE)
            .at(id, "/" + id, "/" + id)
            .parameters(ClientTimeout.PARAMETER)
            .expect(Expected.ABNORMAL_CLOSURE, rule)
            .rfc(SECTION)
            .handlerAnswers();
    fault.deviations().forEach(entry::deviation);
    return entry.servedBy(
        parameters -> invalid(fault, id, parameters.get(ClientTimeout.PARAMETER)));
  }

  private WebSocketHandler invalid(HandshakeFault fault, String id, Duration clientTimeout) {
    return new OnOpenHandler(
        (_, wire) -> {
          wire.scenarioBegins(
              "The server sent an invalid response to the opening handshake: " + id + ".");
          wire.answer(fault.corrupt().apply(wire.openingResponse()), NO_BODY);
          wire.later(clientTimeout, wire::end);
        },
        echo);
  }

  /** Checks a URI reference. It is ASCII, so that a header can carry it. */
  private static String location(String text) {
    return URI.create(text).toString();
  }
}
