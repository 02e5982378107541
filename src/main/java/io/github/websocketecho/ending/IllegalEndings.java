package io.github.websocketecho.ending;

import java.util.List;
import java.util.Set;
import org.springframework.web.socket.WebSocketHandler;

/** The endings at which the server breaks the protocol, and the client has to notice. */
final class IllegalEndings {

  private static final Parameter<After> AFTER = After.parameter("0");

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
    Ending.Builder entry =
        Ending.at(illegal.id(), address, address)
            .with(AFTER, Within.PARAMETER)
            .expect(Expected.ABNORMAL_CLOSURE, Rules.connectionFailed())
            .see(illegal.rfc(), illegal.section());
    TAKEN_BY_CHROMIUM.stream()
        .filter(code -> illegal.name().equals("close-" + code))
        .forEach(code -> entry.butFrom(CHROMIUM, new Expected(code, "", true)));
    return entry.servedBy(
        given -> new IllegalHandler(illegal, given.get(AFTER), given.get(Within.PARAMETER), echo));
  }
}
