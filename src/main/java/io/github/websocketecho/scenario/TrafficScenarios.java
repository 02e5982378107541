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

  private TrafficScenarios() {}

  /**
   * All of these scenarios, in the order of the catalogue.
   *
   * @param echo answers messages
   */
  static List<Scenario> all(WebSocketHandler echo) {
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
                        echo)));
  }
}
