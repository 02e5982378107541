package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A server's response to an opening handshake (RFC 6455, section 4.2.2): a status and headers.
 * Immutable.
 *
 * @param status code and reason phrase, such as {@code 101 Switching Protocols}
 * @param headers in their order; a name may occur several times
 */
public record OpeningResponse(String status, List<Header> headers) {

  /** The status that accepts the handshake. */
  public static final String SWITCHING_PROTOCOLS = "101 Switching Protocols";

  private static final String END_OF_LINE = "\r\n";

  /**
   * A header.
   *
   * @param name without line breaks
   * @param value without line breaks
   */
  public record Header(String name, String value) {
    public Header {
      requireOneLine(name);
      requireOneLine(value);
    }
  }

  public OpeningResponse {
    requireOneLine(status);
    headers = List.copyOf(headers);
  }

  private static void requireOneLine(String text) {
    if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("More than one line: " + text);
    }
  }

  /** Whether the status accepts the handshake. */
  public boolean isSwitchingProtocols() {
    return status.startsWith("101");
  }

  /** The number that the status begins with; 0 if it does not begin with a number. */
  public int code() {
    String number = status.split(" ", 2)[0];
    return number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
  }

  /** The values of a header, in their order. The name is case-insensitive. */
  public List<String> values(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  /** This response with another status. */
  public OpeningResponse withStatus(String status) {
    return new OpeningResponse(status, headers);
  }

  /** This response without a header. The name is case-insensitive. */
  public OpeningResponse without(String name) {
    return new OpeningResponse(
        status, headers.stream().filter(header -> !header.name().equalsIgnoreCase(name)).toList());
  }

  /** This response with one more header at the end. */
  public OpeningResponse with(String name, String value) {
    var more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new OpeningResponse(status, more);
  }

  /** The response as it is sent, with the empty line that ends it. */
  public ByteBuffer bytes() {
    var head = new StringBuilder("HTTP/1.1 ").append(status).append(END_OF_LINE);
    for (Header header : headers) {
      head.append(header.name()).append(": ").append(header.value()).append(END_OF_LINE);
    }
    head.append(END_OF_LINE);
    return ByteBuffer.wrap(head.toString().getBytes(StandardCharsets.ISO_8859_1));
  }
}
