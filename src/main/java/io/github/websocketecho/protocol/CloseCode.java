package io.github.websocketecho.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A WebSocket close code with its registered name, and whether a close frame may carry it.
 *
 * <p>Immutable; safe for any thread.
 *
 * @param value the code as the two bytes of a close frame encode it, 0-65535
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455.html#section-7.4">RFC 6455, section 7.4</a>
 * @see <a href="https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number">The
 *     IANA registry of close codes</a>
 */
public record CloseCode(int value) implements Comparable<CloseCode> {

  public static final CloseCode NORMAL_CLOSURE = new CloseCode(1000);
  public static final CloseCode GOING_AWAY = new CloseCode(1001);
  public static final CloseCode PROTOCOL_ERROR = new CloseCode(1002);
  public static final CloseCode UNSUPPORTED_DATA = new CloseCode(1003);
  public static final CloseCode NO_STATUS_RECEIVED = new CloseCode(1005);
  public static final CloseCode ABNORMAL_CLOSURE = new CloseCode(1006);
  public static final CloseCode INVALID_FRAME_PAYLOAD_DATA = new CloseCode(1007);
  public static final CloseCode POLICY_VIOLATION = new CloseCode(1008);
  public static final CloseCode MESSAGE_TOO_BIG = new CloseCode(1009);
  public static final CloseCode MANDATORY_EXTENSION = new CloseCode(1010);
  public static final CloseCode INTERNAL_ERROR = new CloseCode(1011);

  /** The codes that {@link #mayBeSent() may be sent}, in readable form. */
  public static final String SENDABLE = "1000-1003, 1007-1014, 3000-4999";

  /** The largest number that the two bytes of a close frame can encode. */
  public static final int MAXIMUM = 0xFFFF;

  private static final Map<Integer, String> REGISTRY =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(1000, "Normal Closure"),
              Map.entry(1001, "Going Away"),
              Map.entry(1002, "Protocol error"),
              Map.entry(1003, "Unsupported Data"),
              Map.entry(1004, "Reserved"),
              Map.entry(1005, "No Status Rcvd"),
              Map.entry(1006, "Abnormal Closure"),
              Map.entry(1007, "Invalid frame payload data"),
              Map.entry(1008, "Policy Violation"),
              Map.entry(1009, "Message Too Big"),
              Map.entry(1010, "Mandatory Ext."),
              Map.entry(1011, "Internal Error"),
              Map.entry(1012, "Service Restart"),
              Map.entry(1013, "Try Again Later"),
              Map.entry(1014, "Bad Gateway"),
              Map.entry(1015, "TLS handshake"),
              Map.entry(3000, "Unauthorized"),
              Map.entry(3003, "Forbidden"),
              Map.entry(3008, "Timeout")));

  /**
   * @throws IllegalArgumentException if the value does not fit into the two bytes of a close frame
   */
  public CloseCode {
    if (value < 0 || value > MAXIMUM) {
      throw new IllegalArgumentException("Close code " + value + " is not in 0-" + MAXIMUM);
    }
  }

  /** The codes that have a name in the IANA registry, in ascending order. */
  public static List<CloseCode> registered() {
    return REGISTRY.keySet().stream().map(CloseCode::new).toList();
  }

  /**
   * The code's name in the IANA registry; empty for a code without one.
   *
   * <p>The registry's entry for 1014 is a sentence that compares the code with an HTTP status. The
   * name here is that status.
   */
  public Optional<String> registeredName() {
    return Optional.ofNullable(REGISTRY.get(value));
  }

  /**
   * Whether an endpoint may send this code in a close frame (RFC 6455, section 7.4). It must not
   * send these:
   *
   * <ul>
   *   <li>0-999, which are not used
   *   <li>1004, 1005, 1006 and 1015, which are reserved or only reported to the application
   *   <li>1016-2999, which are reserved for future versions of the protocol
   *   <li>5000 and above, which are not defined
   * </ul>
   */
  public boolean mayBeSent() {
    return (value >= 1000 && value <= 1003)
        || (value >= 1007 && value <= 1014)
        || (value >= 3000 && value <= 4999);
  }

  @Override
  public int compareTo(CloseCode other) {
    return Integer.compare(value, other.value);
  }

  /** The number, followed by the registered name if there is one: {@code 1000 Normal Closure}. */
  @Override
  public String toString() {
    return registeredName().map(name -> value + " " + name).orElseGet(() -> String.valueOf(value));
  }
}
