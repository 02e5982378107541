package io.github.websocketecho.connection;

import io.github.websocketecho.protocol.OpeningResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An opening handshake, and how it was answered. */
final class HandshakeRecord {

  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int LONGEST_HEAD = 16 * 1024;
  private static final byte[] HTTP = "HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII);

  private final Map<String, String> requestHeaders;

  private Map<String, String> responseHeaders = Map.of();
  private @Nullable Integer status;
  private @Nullable String subprotocol;
  private List<String> extensions = List.of();

  /**
   * @param requestHeaders what is kept of them
   */
  HandshakeRecord(Map<String, String> requestHeaders) {
    this.requestHeaders = requestHeaders;
  }

  boolean isAnswered() {
    return status != null;
  }

  boolean isRefused() {
    return status != null && status != SWITCHING_PROTOCOLS;
  }

  boolean agreesOnCompression() {
    return extensions.stream().anyMatch(extension -> extension.startsWith("permessage-deflate"));
  }

  /** Whether these bytes are the head of an HTTP response. */
  static boolean isAnswer(ByteBuffer bytes) {
    return bytes.remaining() >= HTTP.length
        && bytes.slice(bytes.position(), HTTP.length).equals(ByteBuffer.wrap(HTTP));
  }

  /** The head of a response has been sent, right or wrong. */
  void answered(ByteBuffer head) {
    byte[] bytes = new byte[Math.min(head.remaining(), LONGEST_HEAD)];
    head.get(bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    List<String> lines = (end < 0 ? text : text.substring(0, end)).lines().toList();
    Map<String, String> headers = new LinkedHashMap<>();
    lines.stream()
        .skip(1)
        .map(line -> line.split(":", 2))
        .filter(header -> header.length == 2)
        .forEach(header -> add(headers, header[0].strip(), header[1].strip()));
    answered(status(lines.getFirst().substring(HTTP.length)), headers);
  }

  void answered(OpeningResponse response) {
    Map<String, String> headers = new LinkedHashMap<>();
    response.headers().forEach(header -> add(headers, header.name(), header.value()));
    answered(status(response.status()), headers);
  }

  private static void add(Map<String, String> headers, String name, String value) {
    headers.merge(name, value, (before, more) -> before + ", " + more);
  }

  /** Of each header the values, joined by ", ". */
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

  /** The number that a status line begins with; 0 for none. */
  private static int status(String statusLine) {
    String number = statusLine.split(" ", 2)[0];
    return number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0;
  }

  /** What the answer takes in memory [bytes], about. */
  int weight() {
    return Weights.of(responseHeaders) + extensions.stream().mapToInt(Weights::of).sum();
  }

  AccountView.Handshake view() {
    return new AccountView.Handshake(
        status, requestHeaders, responseHeaders, subprotocol, extensions);
  }
}
