package io.github.websocketecho.transcript;

import io.github.websocketecho.protocol.FrameHeader;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.transcript.Transcript.Handshake;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records an opening handshake. Not thread-safe. */
final class HandshakeRecorder {

  private static final int SWITCHING_PROTOCOLS = 101;

  private Map<String, String> requestHeaders;
  private Map<String, String> responseHeaders = Map.of();
  private @Nullable Integer status;
  private @Nullable String subprotocol;
  private List<String> extensions = List.of();

  /**
   * @param requestHeaders without secrets
   */
  HandshakeRecorder(Map<String, String> requestHeaders) {
    this.requestHeaders = requestHeaders;
  }

  /**
   * @param headers without secrets
   */
  void requested(Map<String, String> headers) {
    requestHeaders = headers;
  }

  boolean isAnswered() {
    return status != null;
  }

  boolean isRefused() {
    return status != null && status != SWITCHING_PROTOCOLS;
  }

  /** Whether a frame with these bits begins a message with the agreed permessage-deflate. */
  boolean isCompressed(int opcode, int rsv) {
    return (rsv & FrameHeader.RSV1) != 0
        && (opcode == Opcode.TEXT.value() || opcode == Opcode.BINARY.value())
        && extensions.stream().anyMatch(extension -> extension.startsWith("permessage-deflate"));
  }

  void answered(OpeningResponse response) {
    Map<String, String> headers = new LinkedHashMap<>();
    response.headers().forEach(header -> add(headers, header.name(), header.value()));
    answered(response.code(), headers);
  }

  private static void add(Map<String, String> headers, String name, String value) {
    headers.merge(name, value, (before, more) -> before + ", " + more);
  }

  /**
   * @param headers each name with its values, joined by ", "
   */
  void answered(int status, Map<String, String> headers) {
    this.status = status;
    responseHeaders = KeptHeaders.of(headers);
    Map<String, String> ofAnyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    ofAnyCase.putAll(responseHeaders);
    subprotocol = ofAnyCase.get("Sec-WebSocket-Protocol");
    extensions =
        Arrays.stream(ofAnyCase.getOrDefault("Sec-WebSocket-Extensions", "").split(","))
            .map(String::strip)
            .filter(extension -> !extension.isEmpty())
            .toList();
  }

  /** The approximate memory of the response [bytes]. */
  int weight() {
    return Weights.of(responseHeaders) + extensions.stream().mapToInt(Weights::of).sum();
  }

  Handshake snapshot() {
    return new Handshake(status, requestHeaders, responseHeaders, subprotocol, extensions);
  }
}
