package io.github.websocketecho.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Optional;

/**
 * Whatever a client writes into {@code Sec-WebSocket-Extensions}, nothing is thrown, and what is
 * answered would be agreed on with the same answer if it were offered.
 *
 * <p>An input is the header's values, with a line feed between two.
 */
final class PermessageDeflateFuzz {

  private PermessageDeflateFuzz() {}

  /** What the fuzzer calls; throws if a rule above does not hold. */
  public static void fuzzerTestOneInput(byte[] input) {
    Optional<PermessageDeflate> agreed =
        PermessageDeflate.negotiate(List.of(new String(input, ISO_8859_1).split("\n", -1)));
    if (agreed.isPresent()) {
      String answer = agreed.get().response();
      Optional<PermessageDeflate> again = PermessageDeflate.negotiate(List.of(answer));
      if (!again.equals(agreed)) {
        throw new AssertionError("Answered " + answer + ", which gives " + again);
      }
    }
  }

  /** Inputs to begin with. */
  static List<byte[]> seeds() {
    return List.of(
        "permessage-deflate; client_max_window_bits, b".getBytes(ISO_8859_1),
        "permessage-deflate; client_max_window_bits=9; client_no_context_takeover"
            .getBytes(ISO_8859_1),
        "a;b=c\npermessage-deflate; server_max_window_bits=\"1\\5\"".getBytes(ISO_8859_1));
  }
}
