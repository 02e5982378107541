package io.github.websocketecho.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the server saw of a connection. Immutable. Times are in milliseconds since the opening
 * handshake was received, or since the ClientHello if the name of the TLS port has the id. Bytes
 * are counted as on the wire, without TLS.
 *
 * @param id the id of the connection
 * @param scenario the id of the scenario at the address; null for an echo
 * @param address path and query as in the request; empty before it
 * @param state of the connection
 * @param shared whether every replica of the server has the transcript; null if there are none
 * @param remoteAddress the client's address and port
 * @param httpVersion of the opening handshake; empty before it
 * @param openedAt when the server received the opening handshake or the ClientHello
 * @param durationMillis from then to the end of TCP, or until now [ms]
 * @param tls null if the connection is not over the TLS port
 * @param handshake the opening handshake
 * @param received what the server has received
 * @param sent what the server has sent
 * @param taken what the client had taken at which time, as its pongs show
 * @param closing how the connection was closed
 * @param verdict null for an echo, because nothing is expected of the client
 * @param frames the last 256 frames, the oldest first
 */
public record Transcript(
    String id,
    @Nullable String scenario,
    String address,
    State state,
    @Nullable Boolean shared,
    String remoteAddress,
    String httpVersion,
    Instant openedAt,
    double durationMillis,
    @Nullable Tls tls,
    Handshake handshake,
    Received received,
    Sent sent,
    List<Taken> taken,
    Closing closing,
    @Nullable Verdict verdict,
    List<Frame> frames) {

  /** The state of a connection. */
  public enum State {
    /** Messages can be sent. */
    OPEN,
    /** A close frame has been sent or received, or the server has ended its side of TCP. */
    CLOSING,
    /** TCP has ended. */
    ENDED,
    /** The opening handshake was rejected, or TCP ended before it. */
    REFUSED
  }

  /** A side of a connection. */
  public enum Side {
    /** The client under test. */
    CLIENT,
    /** This server. */
    SERVER,
    /** Neither. */
    NONE
  }

  /** How TCP ended. */
  public enum TcpEnd {
    /** It has not. */
    OPEN,
    /** The client ended it with FIN. */
    FIN,
    /** It was reset. */
    RESET,
    /** The server ended it. */
    BY_US
  }

  /** Why a connection was closed, or ended. */
  public enum Cause {
    /** The client closed it, or a request of the HTTP API asked for it. */
    ASKED,
    /** The scenario at the address ended it. */
    SCENARIO,
    /** The server received nothing for longer than the setting {@code limits.idle}. */
    IDLE,
    /** It was open for longer than the setting {@code limits.lifetime}. */
    LIFETIME,
    /** The server stopped. */
    SHUTDOWN,
    /** A message was too large, or there were too many. */
    LIMIT,
    /** The client violated RFC 6455 or RFC 7692. */
    PROTOCOL,
    /** TCP ended without a close frame, by the client or on the way. */
    NETWORK,
    /** The client received nothing of what was sent, or did not do its part of the closing. */
    STALLED,
    /** The server failed. */
    ERROR
  }

  /** Who sent a frame. */
  public enum Direction {
    /** The server. */
    SENT,
    /** The client. */
    RECEIVED
  }

  /**
   * TLS below a connection.
   *
   * @param serverName the name that the client asked for (RFC 6066, section 3); null for none
   * @param certificate the name of the test certificate; null for that of the server itself
   * @param offeredVersions the versions that the client offered, its preferred one first
   * @param version null before the server has chosen one
   * @param cipher the cipher suite; null before the server has chosen one
   * @param clientCertificate the subject of the client's certificate; null for none
   * @param established whether the TLS handshake is complete on the side of the server
   * @param requested whether the client has sent anything over TLS
   * @param receivedAlert the alert by which the client ended the handshake (RFC 8446, section 6.2);
   *     null for none
   * @param sentAlert the alert by which the server ended the handshake; null for none
   */
  public record Tls(
      @Nullable String serverName,
      @Nullable String certificate,
      List<String> offeredVersions,
      @Nullable String version,
      @Nullable String cipher,
      @Nullable String clientCertificate,
      boolean established,
      boolean requested,
      @Nullable String receivedAlert,
      @Nullable String sentAlert) {}

  /**
   * An opening handshake (RFC 6455, section 4).
   *
   * @param status of the response; null before the server sends it
   * @param requestHeaders each name with its values, joined by ", "; the value of a secret is
   *     {@code (left out)}
   * @param responseHeaders likewise
   * @param subprotocol the accepted one; null for none
   * @param extensions the accepted ones
   */
  public record Handshake(
      @Nullable Integer status,
      Map<String, String> requestHeaders,
      Map<String, String> responseHeaders,
      @Nullable String subprotocol,
      List<String> extensions) {}

  /**
   * What the server has received.
   *
   * @param messages number of messages of which the first frame has been received
   * @param bytes payload of data frames
   * @param frames number of frames, close frames included
   * @param pings number of pings
   * @param pongs number of pongs
   * @param bytesAfterClose bytes that the client sent after its close frame
   */
  public record Received(
      long messages, long bytes, long frames, long pings, long pongs, long bytesAfterClose) {}

  /**
   * What the server has sent.
   *
   * @param messages number of messages of which the first frame has been sent
   * @param bytes payload of data frames
   * @param frames number of frames, close frames included
   * @param pings number of pings
   * @param pongs number of pongs
   */
  public record Sent(long messages, long bytes, long frames, long pings, long pongs) {}

  /**
   * What the client had taken when it sent a pong.
   *
   * @param atMillis when the pong was received
   * @param messages number of messages that the server had sent before the ping
   * @param bytes payload of their data frames
   * @param roundTripMillis from the ping to the pong [ms]
   */
  public record Taken(double atMillis, long messages, long bytes, double roundTripMillis) {}

  /**
   * How a connection was closed (RFC 6455, section 7).
   *
   * @param initiator who sent the first close frame, or ended TCP without one
   * @param clean whether both sides sent a legal close frame (RFC 6455, section 7.1.4)
   * @param received the client's close frame; null for none
   * @param sent the server's close frame; null for none
   * @param tcpEnd how TCP ended
   * @param cause null before the closing begins
   * @param detail the cause as a sentence; null before the closing begins
   * @param violation the rule of RFC 6455 that the client violated, as a sentence; null for none
   */
  public record Closing(
      Side initiator,
      boolean clean,
      @Nullable CloseFrame received,
      @Nullable CloseFrame sent,
      TcpEnd tcpEnd,
      @Nullable Cause cause,
      @Nullable String detail,
      @Nullable String violation) {}

  /**
   * A close frame (RFC 6455, section 5.5.1).
   *
   * @param code null if it has none
   * @param reason empty if it has none
   * @param atMillis when it was sent or received
   */
  public record CloseFrame(@Nullable Integer code, String reason, double atMillis) {}

  /** What the server says of a client. */
  public enum Outcome {
    /** The client did what a correct client does. */
    PASSED,
    /** It did not. */
    FAILED,
    /** The wire does not show it, or not yet. */
    UNDECIDED
  }

  /**
   * Whether the client behaved as a correct client does.
   *
   * @param outcome in one word
   * @param expected what a correct client does, as a sentence
   * @param observed what this client did, as a sentence
   * @param remark further facts; null if there are none
   */
  public record Verdict(
      Outcome outcome, String expected, String observed, @Nullable String remark) {

    /** Whether the outcome is {@link Outcome#PASSED}. */
    public boolean passed() {
      return outcome == Outcome.PASSED;
    }

    /** All of it in three or four lines, as the message of an assertion. */
    @Override
    public String toString() {
      return "The verdict on the client is %s.%n  expected: %s%n  observed: %s%s"
          .formatted(
              outcome,
              expected,
              observed,
              remark == null ? "" : "%n  remark: ".formatted() + remark);
    }
  }

  /**
   * A frame (RFC 6455, section 5.2).
   *
   * @param atMillis when it was sent or received
   * @param direction who sent it
   * @param opcode its name, or its number if it has none; {@code raw} for sent bytes that are not a
   *     complete header
   * @param fin whether it is the last frame of its message
   * @param rsv the three reserved bits, 0-7
   * @param length of the payload in the header; of raw bytes, their number
   * @param masked whether the payload is masked
   * @param compressed whether a message with permessage-deflate begins here
   * @param hex the first 32 bytes of the unmasked payload; of raw bytes, the header included
   * @param text the beginning of an uncompressed text; code and reason of a close frame; null for
   *     others
   */
  public record Frame(
      double atMillis,
      Direction direction,
      String opcode,
      boolean fin,
      int rsv,
      long length,
      boolean masked,
      boolean compressed,
      String hex,
      @Nullable String text) {

    /** In one line. */
    @Override
    public String toString() {
      String shown = text == null ? hex : "“" + text + "”";
      return "%10.3f ms  %-8s  %s%s%s, %d bytes%s"
          .formatted(
              atMillis,
              inJson(direction),
              opcode,
              fin ? "" : " without FIN",
              rsv == 0 ? "" : " with RSV " + rsv,
              length,
              shown.isEmpty() ? "" : ": " + shown);
    }
  }

  /** As in the JSON of the HTTP API: {@code byUs} for {@code BY_US}. */
  private static String inJson(Enum<?> constant) {
    StringBuilder name = new StringBuilder(constant.name().toLowerCase(Locale.ROOT));
    for (int at = name.indexOf("_"); at >= 0; at = name.indexOf("_")) {
      name.deleteCharAt(at).setCharAt(at, Character.toUpperCase(name.charAt(at)));
    }
    return name.toString();
  }

  /** The closing, the verdict and the frames, each in a line, as the message of an assertion. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    if (state == State.REFUSED) {
      lines.add(
          "The opening handshake of %s at %s was rejected with %s."
              .formatted(id, address, handshake.status));
    } else {
      lines.add(
          "The connection %s at %s %s after %.3f ms."
              .formatted(
                  id,
                  address,
                  state == State.ENDED ? "has ended" : "is " + inJson(state),
                  durationMillis));
      addClosing(lines);
    }
    if (verdict != null) {
      lines.add(verdict.toString());
    } else if (state != State.REFUSED) {
      lines.add("There is no verdict on an echo.");
    }
    if (!frames.isEmpty()) {
      lines.add("The last frames:");
    }
    frames.forEach(frame -> lines.add("  " + frame));
    return String.join("\n", lines);
  }

  private void addClosing(List<String> lines) {
    lines.add("  initiator: " + inJson(closing.initiator));
    lines.add("  clean: " + closing.clean);
    lines.add("  received: " + shown(closing.received));
    lines.add("  sent: " + shown(closing.sent));
    lines.add("  TCP: " + inJson(closing.tcpEnd));
    if (closing.cause != null) {
      lines.add("  cause: " + inJson(closing.cause) + ". " + closing.detail);
    }
    if (closing.violation != null) {
      lines.add("  violation: " + closing.violation);
    }
  }

  private static String shown(@Nullable CloseFrame frame) {
    if (frame == null) {
      return "no close frame";
    }
    if (frame.code == null) {
      return "close frame without a code";
    }
    return frame.code + (frame.reason.isEmpty() ? "" : " “" + frame.reason + "”");
  }
}
