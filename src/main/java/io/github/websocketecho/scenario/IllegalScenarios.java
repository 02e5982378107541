package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.CloseCode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.web.socket.WebSocketHandler;

/** The scenarios at which the server breaks the protocol, and the client has to notice. */
final class IllegalScenarios {

  private static final Parameter<After> AFTER = After.parameter("0");

  /** The illegal codes that Chromium takes for good ones, and answers with the same. */
  private static final Set<Integer> TAKEN_BY_CHROMIUM =
      Set.of(0, 999, 1004, 1016, 2999, 5000, 65535);

  /** Those that Firefox takes for good ones, and answers with the same or without a code. */
  private static final Set<Integer> TAKEN_BY_FIREFOX =
      Set.of(0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535);

  private IllegalScenarios() {}

  /**
   * All of them, in the order in which a person reads them.
   *
   * @param echo answers messages before and after
   */
  static List<Scenario> all(WebSocketHandler echo) {
    return IllegalFrames.all().map(illegal -> scenario(illegal, echo)).toList();
  }

  private static Scenario scenario(IllegalFrames illegal, WebSocketHandler echo) {
    String address = "/" + illegal.id();
    Scenario.Builder entry =
        Scenario.at(illegal.id(), address, address)
            .with(AFTER, Within.PARAMETER)
            .expect(Expected.ABNORMAL_CLOSURE, Rules.connectionFailed())
            .see(illegal.rfc(), illegal.section());
    deviations(illegal.name()).forEach(entry::butFrom);
    return entry.servedBy(
        given -> new IllegalHandler(illegal, given.get(AFTER), given.get(Within.PARAMETER), echo));
  }

  private static Stream<Deviation> deviations(String name) {
    return switch (name) {
      case "close-one-byte" ->
          Stream.of(Deviation.ofFirefox(clean(CloseCode.NO_STATUS_RECEIVED.value())));
      case "masked" -> Stream.of(Deviation.ofFirefox(Expected.ABNORMAL_CLOSURE));
      default ->
          Stream.concat(
              taken(name, TAKEN_BY_CHROMIUM).map(Deviation::ofChromium),
              taken(name, TAKEN_BY_FIREFOX).map(Deviation::ofFirefox));
    };
  }

  private static Stream<Expected> taken(String name, Set<Integer> codes) {
    return codes.stream().filter(code -> name.equals("close-" + code)).map(IllegalScenarios::clean);
  }

  private static Expected clean(int code) {
    return new Expected(code, "", true);
  }
}
