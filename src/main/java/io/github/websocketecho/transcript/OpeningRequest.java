package io.github.websocketecho.transcript;

import io.github.websocketecho.http.Secrets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An opening handshake as received, without values that may be secret. It is the beginning of a
 * transcript.
 *
 * @param id 1 to 64 of {@code A-Z a-z 0-9 . _ -}
 * @param scenario the id of the scenario at this address; null for a plain echo
 * @param rule null if there is no scenario
 * @param address path and query as in the request, with values that may be secret masked, cut after
 *     {@value #LONGEST_ADDRESS} characters
 * @param remoteAddress host and port of the client
 * @param httpVersion such as {@code HTTP/1.1}
 * @param requestHeaders each name with its values, joined by ", "; at most 64 of them, each cut
 *     after 1024 characters, and values that may be secret left out
 * @param tls below the connection; null for none
 */
public record OpeningRequest(
    String id,
    @Nullable String scenario,
    @Nullable VerdictRule rule,
    String address,
    String remoteAddress,
    String httpVersion,
    Map<String, String> requestHeaders,
    @Nullable TlsRecorder tls) {

  /** The longest request head that Tomcat accepts. */
  static final int LONGEST_ADDRESS = 8 * 1024;

  /** Cuts the address, and removes secrets from it and from the headers. */
  public OpeningRequest {
    address = KeptHeaders.cut(Secrets.masked(address), LONGEST_ADDRESS);
    requestHeaders = KeptHeaders.of(requestHeaders);
  }

  /**
   * The beginning of a transcript that begins with TLS, before a request.
   *
   * @param named chosen by the name that the client asked for
   */
  static OpeningRequest overTls(TlsRecorder.Named named, String remoteAddress, TlsRecorder tls) {
    return new OpeningRequest(
        named.id(), named.scenario(), named.rule(), "", remoteAddress, "", Map.of(), tls);
  }

  /** The approximate memory of the texts [bytes]. */
  int weight() {
    return Weights.of(id)
        + Weights.of(address)
        + Weights.of(remoteAddress)
        + Weights.of(httpVersion)
        + Weights.of(requestHeaders)
        + (tls == null ? 0 : TlsRecorder.WEIGHT);
  }
}
