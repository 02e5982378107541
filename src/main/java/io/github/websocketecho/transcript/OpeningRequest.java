package io.github.websocketecho.transcript;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a transcript begins with: an opening handshake as it came, without what may be a secret.
 *
 * @param id 1 to 64 of {@code A-Z a-z 0-9 . _ -}
 * @param ending the id of the ending at this address; null for a plain echo
 * @param rule null where there is no ending
 * @param address path and query as they stood in the request, up to {@value #LONGEST_ADDRESS}
 *     characters of them
 * @param remoteAddress host and port of the client
 * @param httpVersion as {@code HTTP/1.1}
 * @param requestHeaders each name with its values, joined by ", "; at most 64 of them, each cut
 *     after 1024 characters, and values that may be secret left out
 */
public record OpeningRequest(
    String id,
    @Nullable String ending,
    @Nullable VerdictRule rule,
    String address,
    String remoteAddress,
    String httpVersion,
    Map<String, String> requestHeaders) {

  /** As much as Tomcat takes for the head of a request. */
  static final int LONGEST_ADDRESS = 8 * 1024;

  /** Keeps of the headers what may be kept. */
  public OpeningRequest {
    address = KeptHeaders.cut(address, LONGEST_ADDRESS);
    requestHeaders = KeptHeaders.of(requestHeaders);
  }

  /** What its texts take in memory [bytes], about. */
  int weight() {
    return Weights.of(id)
        + Weights.of(address)
        + Weights.of(remoteAddress)
        + Weights.of(httpVersion)
        + Weights.of(requestHeaders);
  }
}
