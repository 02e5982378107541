package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.CloseCode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketHttpHeaders;

/**
 * The scenarios in which the server does what is legal, but rare. A client has to go on, to answer
 * the server's ping, and to answer its close frame.
 */
final class LegalScenarios {

  /** The parameter {@code echo}: whether the client sends every message back. */
  static final Parameter<Boolean> ECHO = Parameter.onOrOff("echo");

  private LegalScenarios() {}

  /** All of these scenarios, in the order of the catalogue. */
  static List<Scenario> all() {
    return Stream.of(
            LegalResponse.ALL.stream().map(LegalScenarios::scenario),
            Stream.of(noSubprotocol()),
            LegalFrames.ALL.stream().map(LegalScenarios::scenario),
            Stream.of(closeInPieces(), closeWithFin()))
        .flatMap(scenarios -> scenarios)
        .toList();
  }

  private static Scenario scenario(LegalResponse legal) {
    return entry("legal/" + legal.name(), legal.rfc(), legal.section(), legal.parameters())
        .handlerAnswers()
        .servedBy(
            parameters ->
                handler(
                    "legal/" + legal.name(),
                    parameters,
                    legal.responseFor(parameters),
                    LegalResponse::sequence,
                    false));
  }

  private static Scenario noSubprotocol() {
    String id = "legal/no-subprotocol";
    var response =
        new LegalHandler.Response(
            usual -> usual.without(WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL), false);
    return entry(id, 6455, "4.2.2", List.of())
        .conduct(Conduct.LISTENS.offering("chat", "superchat"))
        .expect(Expected.clean(CloseCode.NORMAL_CLOSURE, ""), SubprotocolRule.declined())
        .expectInBrowsers(Expected.ABNORMAL_CLOSURE)
        .deviation(Deviation.ofFirefox(Expected.clean(CloseCode.NORMAL_CLOSURE, "")))
        .handlerAnswers()
        .servedBy(parameters -> handler(id, parameters, response, LegalResponse::sequence, false));
  }

  private static Scenario scenario(LegalFrames legal) {
    return entry("legal/" + legal.name(), legal.rfc(), legal.section(), legal.parameters())
        .servedBy(
            parameters ->
                handler(
                    "legal/" + legal.name(), parameters, null, legal.framesFor(parameters), false));
  }

  private static LegalHandler handler(
      String id,
      AddressParameters parameters,
      LegalHandler.@Nullable Response response,
      Function<Boolean, FrameSequence> frames,
      boolean closesInPieces) {
    return new LegalHandler(
        id,
        response,
        frames,
        parameters.get(ECHO),
        parameters.get(ClientTimeout.PARAMETER),
        closesInPieces);
  }

  private static Scenario closeInPieces() {
    String id = "legal/close-in-pieces";
    return entry(id, 6455, "5.5.1", List.of())
        .servedBy(parameters -> handler(id, parameters, null, FrameSequence::new, true));
  }

  private static Scenario closeWithFin() {
    return Scenario.in(ScenarioGroup.LEGAL)
        .at("legal/close-with-fin", "/legal/close-with-fin", "/legal/close-with-fin")
        .expect(Expected.clean(CloseCode.NORMAL_CLOSURE, ""), Rules.tcpEnded())
        .rfc("7.1.1")
        .servedBy(_ -> new CloseWithFinHandler());
  }

  private static Scenario.Builder entry(
      String id, int rfc, String section, List<Parameter<?>> parameters) {
    return Scenario.in(ScenarioGroup.LEGAL)
        .at(id, "/" + id, "/" + id)
        .parameters(
            Stream.concat(parameters.stream(), Stream.of(ECHO, ClientTimeout.PARAMETER))
                .toArray(Parameter<?>[]::new))
        .expect(Expected.clean(CloseCode.NORMAL_CLOSURE, ""), LegalRule.wentOn())
        .rfc(rfc, section);
  }
}
