package io.github.websocketecho.scenario;

import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.Opcode;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.WebSocketHandler;

/** The scenarios in which the server sends without being asked. */
final class TrafficScenarios {

  private static final Parameter<Duration> INTERVAL =
      Parameter.duration("interval", "1s").withShortValue("50ms");
  private static final Parameter<Integer> COUNT =
      Parameter.of("count", ParameterRange.numbers(1, Parameter.MAXIMUM_COUNT), "3");
  private static final Parameter<DataSize> PAYLOAD =
      Parameter.of(
          "payload",
          ParameterRange.sizes(
              DataSize.ofBytes(0), DataSize.ofBytes(Opcode.MAXIMUM_CONTROL_PAYLOAD)),
          "8B");

  private static final Parameter<Duration> EVERY =
      Parameter.of(
              "every",
              ParameterRange.durations(Duration.ofMillis(1), Parameter.MAXIMUM_DURATION),
              "1s")
          .withShortValue("50ms");
  private static final Parameter<PushContent> MESSAGE =
      Parameter.of("message", PushContent.RANGE, "json");

  private static final Parameter<DataSize> SIZE =
      Parameter.of(
          "size",
          ParameterRange.sizes(DataSize.ofBytes(0), DataSize.ofBytes(FloodContent.LARGEST)),
          "100B");
  private static final Parameter<Duration> DURATION =
      Parameter.of(
              "duration",
              ParameterRange.durations(Duration.ofMillis(10), Duration.ofSeconds(30)),
              "10s")
          .withShortValue("200ms");

  private TrafficScenarios() {}

  /**
   * All of these scenarios, in the order of the catalogue.
   *
   * @param echo answers messages
   * @param egress the bound for all connections
   */
  static List<Scenario> all(WebSocketHandler echo, EgressLimiter egress) {
    return List.of(
        Scenario.in(ScenarioGroup.TRAFFIC)
            .at("ping", "/ping", "/ping?interval=1s&count=3")
            .parameters(INTERVAL, COUNT, PAYLOAD, ClientTimeout.PARAMETER)
            .expect(Expected.clean(CloseCode.NORMAL_CLOSURE, ""), LegalRule.pongsSent())
            .rfc("5.5.2")
            .servedBy(
                parameters ->
                    new PingHandler(
                        parameters.get(INTERVAL),
                        parameters.get(COUNT),
                        (int) parameters.get(PAYLOAD).toBytes(),
                        parameters.get(ClientTimeout.PARAMETER),
                        echo)),
        Scenario.in(ScenarioGroup.TRAFFIC)
            .at("push", "/push", "/push?every=1s&count=3")
            .parameters(EVERY, COUNT, MESSAGE)
            .expect(Expected.clean(CloseCode.NORMAL_CLOSURE, ""), TakenRule.everything())
            .rfc("5.6")
            .servedBy(
                parameters ->
                    new PushHandler(
                        parameters.get(EVERY),
                        parameters.get(COUNT),
                        parameters.get(MESSAGE),
                        egress,
                        echo)),
        Scenario.in(ScenarioGroup.TRAFFIC)
            .at("flood", "/flood", "/flood?kind=messages&size=16KB&duration=1s")
            .parameters(FloodContent.PARAMETER, SIZE, DURATION, ClientTimeout.PARAMETER)
            .expect(Expected.clean(CloseCode.NORMAL_CLOSURE, ""), TakenRule.everything())
            .rfc("5.2")
            .servedBy(parameters -> flood(parameters, egress)));
  }

  private static WebSocketHandler flood(AddressParameters parameters, EgressLimiter egress) {
    FloodContent content = parameters.get(FloodContent.PARAMETER);
    DataSize size = parameters.get(Parameter.of("size", content.sizes(), SIZE.defaultValue()));
    return new FloodHandler(
        content,
        (int) size.toBytes(),
        parameters.get(DURATION),
        parameters.get(ClientTimeout.PARAMETER),
        egress);
  }
}
