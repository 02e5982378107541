package io.github.websocketecho.ending;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.socket.WebSocketHandler;

/** The endings at which the server breaks the protocol, and the client has to notice. */
final class IllegalEndings {

  private static final Parameter<After> AFTER = new Parameter<>("after", "0", After::parse);

  private static final String CHROMIUM = "Chromium 156";

  /** The illegal codes that Chromium takes for good ones, and answers with the same. */
  private static final Set<Integer> TAKEN_BY_CHROMIUM =
      Set.of(0, 999, 1004, 1016, 2999, 5000, 65535);

  private IllegalEndings() {}

  /**
   * All of them, in the order in which a person reads them.
   *
   * @param echo answers messages before and after
   */
  static List<Ending> all(WebSocketHandler echo) {
    return IllegalFrames.all().map(illegal -> ending(illegal, echo)).toList();
  }

  private static Ending ending(IllegalFrames illegal, WebSocketHandler echo) {
    String address = "/" + illegal.id();
    return new Ending(
        illegal.id(),
        address,
        address,
        List.of(AFTER, Within.PARAMETER),
        Expected.ABNORMAL_CLOSURE,
        Rules.connectionFailed(),
        illegal.rfc(),
        true,
        deviations(illegal),
        false,
        given -> new IllegalHandler(illegal, given.get(AFTER), given.get(Within.PARAMETER), echo));
  }

  private static Map<String, Expected> deviations(IllegalFrames illegal) {
    return TAKEN_BY_CHROMIUM.stream()
        .filter(code -> illegal.name().equals("close-" + code))
        .findFirst()
        .map(code -> Map.of(CHROMIUM, new Expected(code, "", true)))
        .orElse(Map.of());
  }
}
