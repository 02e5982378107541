package io.github.websocketecho.transcript;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * What the server has seen of a connection until now. Immutable. {@code openedAt} is the start of
 * all other times, which are in milliseconds.
 *
 * @param id chosen by the client or by the server
 * @param scenario the id of the scenario at this address; null for a plain echo
 * @param address path and query as in the request; values that may be secret are masked; empty
 *     before a request, and so is {@code httpVersion}
 * @param shared whether every replica of the server has it; null if the server has no replicas
 * @param openedAt when the server received the opening handshake, or the ClientHello if that chose
 *     the id
 * @param durationMillis until the end of TCP, or until now
 * @param tls null without TLS, or if the server does not terminate it on its TLS port
 * @param taken what the client had taken at which time: at most {@value TakenRecorder#MOST} times,
 *     the oldest first, spread over the whole connection
 * @param frames the last ones, at most 256, the oldest first
 * @param clues further facts for the verdict
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
    List<Frame> frames,
    Clues clues) {

  /** How JSON shows an instant, in UTC. */
  public static final String INSTANT = "yyyy-MM-dd'T'HH:mm:ss.SSSX";

  /** The state of the connection. */
  public enum State {
    @JsonProperty("open")
    OPEN,
    /** A close frame has been received or sent, or the server has ended its side of TCP. */
    @JsonProperty("closing")
    CLOSING,
    @JsonProperty("ended")
    ENDED,
    /** The opening handshake got another status than 101, or no response. */
    @JsonProperty("refused")
    REFUSED
  }

  /**
   * TLS below the connection, as far as the server has seen it.
   *
   * @param serverName the name that the client asked for (RFC 6066, section 3), in lower case; null
   *     for none
   * @param certificate the name of the test certificate; null for that of the server itself
   * @param offeredVersions the versions that the client offered, its preferred one first
   * @param version null before the server has chosen one
   * @param cipher the cipher suite; null before the server has chosen one
   * @param clientCertificate the subject of the client's certificate; null for none
   * @param established whether the handshake is complete on the side of the server
   * @param requested whether the client has sent a byte over TLS, such as a request
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
   * The opening handshake.
   *
   * @param status null before the response is sent
   * @param requestHeaders each name with its values, joined by ", "; secrets are left out
   * @param responseHeaders likewise
   * @param subprotocol null if there is none
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
   * @param messages whose first frame has been received
   * @param bytes of the payload of data frames, as on the wire
   * @param bytesAfterClose received after the client's close frame
   */
  public record Received(
      long messages, long bytes, long frames, long pings, long pongs, long bytesAfterClose) {}

  /**
   * What the server has sent.
   *
   * @param messages whose first frame has been sent
   * @param bytes of the payload of data frames, as on the wire
   */
  public record Sent(long messages, long bytes, long frames, long pings, long pongs) {}

  /**
   * What the client had taken when it sent a pong: everything that was sent before the ping.
   *
   * @param atMillis when the pong was received
   * @param messages whose first frame was sent before the ping
   * @param bytes of the payload of data frames, as on the wire
   * @param roundTripMillis from the ping to the pong
   */
  public record Taken(double atMillis, long messages, long bytes, double roundTripMillis) {}

  /**
   * A close frame.
   *
   * @param code null if it has none
   * @param reason empty if it has none
   */
  public record CloseFrame(@Nullable Integer code, String reason, double atMillis) {}

  /**
   * The closing.
   *
   * @param initiator who sent the first close frame; without close frames, who ended TCP
   * @param clean whether both sides have sent a legal close frame (RFC 6455, section 7.1.4)
   * @param received null if the client has sent none
   * @param sent null if the server has sent none
   * @param tcpEnd null while TCP is open
   * @param cause null before the closing begins
   * @param detail the cause as a sentence
   * @param violation the protocol rule that the client has violated, as a sentence; null if there
   *     is no violation
   */
  public record Closing(
      @JsonSerialize(using = LowerCaseSerializer.class) Initiator initiator,
      boolean clean,
      @Nullable CloseFrame received,
      @Nullable CloseFrame sent,
      @JsonSerialize(using = TcpEndSerializer.class, nullsUsing = TcpEndSerializer.class)
          @Nullable TcpEnd tcpEnd,
      @JsonSerialize(using = LowerCaseSerializer.class) @Nullable Cause cause,
      @Nullable String detail,
      @Nullable String violation) {}

  /**
   * Facts that only a verdict needs. The HTTP API leaves them out.
   *
   * @param lastPing null if the server has sent no ping
   * @param bytesEarly received before the response to the opening handshake was sent
   * @param httpBytes bytes other than frames, received after that response
   * @param httpRequest whether {@code httpBytes} begin like a request
   * @param dataAfterClose whether anything but complete control frames was received after the
   *     client's close frame
   * @param closedAgain whether a second close frame was received
   * @param lastCause the last cause that the engine has reported; null if it has reported none
   */
  public record Clues(
      @Nullable Pinged lastPing,
      long bytesEarly,
      long httpBytes,
      boolean httpRequest,
      boolean dataAfterClose,
      boolean closedAgain,
      @Nullable Cause lastCause) {}

  /**
   * A ping that the server has sent.
   *
   * @param answered whether the client's pong has been received
   * @param illegalAnswered whether a pong to a later, illegal ping has been received
   * @param framesBehind the number of frames other than close frames received since the pong, or
   *     since the ping if there is no pong
   */
  public record Pinged(boolean answered, boolean illegalAnswered, long framesBehind) {}

  /**
   * A frame.
   *
   * @param direction {@code sent} or {@code received}
   * @param opcode its name, or its number if it has no name; {@code raw} for sent bytes that are
   *     not a complete header
   * @param rsv the three reserved bits, 0-7
   * @param length of the payload [bytes], as in the header; of raw bytes, their number
   * @param compressed whether it begins a message with permessage-deflate
   * @param hex the first 32 bytes: of the unmasked payload; of a frame that was sent as raw bytes,
   *     with the header
   * @param text the first bytes of an uncompressed text frame as text; code and reason of a close
   *     frame; otherwise null
   */
  public record Frame(
      double atMillis,
      String direction,
      String opcode,
      boolean fin,
      int rsv,
      long length,
      boolean masked,
      boolean compressed,
      String hex,
      @Nullable String text) {}

  /** Converts a time in nanoseconds to milliseconds with three decimals. */
  static double millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos) / 1000.0;
  }
}
