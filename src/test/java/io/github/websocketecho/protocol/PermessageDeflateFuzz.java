package io.github.websocketecho.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Optional;

/**
 * Checks these properties of the negotiation for any {@code Sec-WebSocket-Extensions}: it throws
 * nothing, and its response, offered again, yields the same agreement.
 *
 * <p>An input consists of the header's values, separated by line feeds.
 */
final class PermessageDeflateFuzz {

  private PermessageDeflateFuzz() {}

  /** Called by the fuzzer. Throws if a property above is violated. */
  public static void fuzzerTestOneInput(byte[] input) {
    Optional<PermessageDeflate> agreed =
        PermessageDeflate.negotiate(List.of(new String(input, ISO_8859_1).split("\n", -1)));
    if (agreed.isPresent()) {
      String response = agreed.get().response();
      Optional<PermessageDeflate> again = PermessageDeflate.negotiate(List.of(response));
      if (!again.equals(agreed)) {
        throw new AssertionError("Response " + response + ", which yields " + again);
      }
    }
  }

  /** The initial inputs. */
  static List<byte[]> seeds() {
    return List.of(
        "permessage-deflate; client_max_window_bits, b".getBytes(ISO_8859_1),
        "permessage-deflate; client_max_window_bits=9; client_no_context_takeover"
            .getBytes(ISO_8859_1),
        "a;b=c\npermessage-deflate; server_max_window_bits=\"1\\5\"".getBytes(ISO_8859_1));
  }
}
