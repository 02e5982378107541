package io.github.websocketecho.ending;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A client's visit to an ending: where it goes, and what it does there if it keeps the rules.
 *
 * @param connection under which the server keeps its account of it
 */
record Visit(Ending ending, String connection) {

  /** With what a client closes, where it is the one that does. */
  static final int CODE = 4001;

  static final String REASON = "bye";

  /** What a client sends where it shall send the other type than text. */
  static final String BINARY = "binary";

  private static final String SHORT_HOLD = "500ms";
  private static final String SHORT_DELAY = "100ms";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  static Visit to(Ending ending) {
    String name = ending.id().replace('/', '.').toLowerCase(Locale.ROOT);
    return new Visit(ending, name + '-' + NUMBER.incrementAndGet());
  }

  /** The example as it stands, but for the account. */
  String example() {
    return address().encode().toUriString();
  }

  /**
   * The example with short waits.
   *
   * @param within how long the client has to end the connection, where that can be said
   */
  String target(Duration within) {
    var address = address();
    replace(address, "hold", SHORT_HOLD);
    replace(address, "delay", SHORT_DELAY);
    replace(address, "within", within.toMillis() + "ms");
    return address.encode().toUriString();
  }

  private void replace(UriComponentsBuilder address, String parameter, String value) {
    if (ending.parameters().stream().anyMatch(known -> known.name().equals(parameter))) {
      address.replaceQueryParam(parameter, value);
    }
  }

  private UriComponentsBuilder address() {
    return UriComponentsBuilder.fromUriString(ending.example())
        .queryParam("connection", connection);
  }

  /** What the server must see, without the prefix that all of these messages have. */
  String rule() {
    return ending.demands().replaceFirst("^verdict\\.expected\\.", "");
  }

  /** The texts that bring the ending about; or {@link #BINARY}. */
  List<String> sends() {
    return switch (ending.id()) {
      case "close/on-request" -> List.of(CODE + " " + REASON);
      case "limit" -> List.of("x".repeat(17));
      case "text-only" -> List.of(BINARY);
      case "binary-only" -> List.of("text");
      case "rate" -> List.of("1", "2", "3", "4");
      default -> closesAfterTheEcho() ? List.of("hello") : List.of();
    };
  }

  /** Whether it is the client that closes, when it has got an echo. */
  boolean closesAfterTheEcho() {
    return rule().equals("rulesKept") && !isReset();
  }

  boolean isReset() {
    return ending.id().equals("reset");
  }

  boolean isSilent() {
    return ending.id().equals("silent");
  }

  /** What a correct client reports of this visit; null for what is left open. */
  Expected expected() {
    return of(ending.expected());
  }

  /** What the client of this name and version reports: as is correct, or as it is known to. */
  Expected expectedOf(String client) {
    return of(ending.deviations().getOrDefault(client, ending.expected()));
  }

  /** Where the client closes, it reports its own code and reason. */
  private static Expected of(Expected expected) {
    return expected.equals(Expected.AS_THE_CLIENT_CLOSES)
        ? new Expected(CODE, REASON, true)
        : expected;
  }
}
