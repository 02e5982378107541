package io.github.websocketecho.transcript;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.websocketecho.engine.ConnectionObserver.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * What the server has seen of a connection until now, as its JSON has it. All times but {@code
 * openedAt} are in milliseconds since then.
 *
 * @param id as the client chose it, or the server
 * @param ending the id of the ending at this address; null for a plain echo
 * @param address path and query as they stood in the request
 * @param openedAt when the opening handshake had come
 * @param durationMillis until the end of TCP, or until now
 * @param verdict null where there is no ending, and so nothing to be expected
 * @param frames the last 256, the oldest first
 * @param clues what a verdict rests on beside that; not in the JSON
 */
public record Transcript(
    String id,
    @Nullable String ending,
    String address,
    State state,
    String remoteAddress,
    String httpVersion,
    @JsonFormat(
            shape = JsonFormat.Shape.STRING,
            pattern = "yyyy-MM-dd'T'HH:mm:ss.SSSX",
            timezone = "UTC")
        Instant openedAt,
    double durationMillis,
    Handshake handshake,
    Received received,
    Sent sent,
    Closing closing,
    @Nullable VerdictView verdict,
    List<Frame> frames,
    @JsonIgnore Clues clues) {

  /** How far the connection has come. */
  public enum State {
    @JsonProperty("open")
    OPEN,
    /** A close frame has come or gone, or the server has ended its side of TCP. */
    @JsonProperty("closing")
    CLOSING,
    @JsonProperty("ended")
    ENDED,
    /** The opening handshake was answered with another status than 101, or never. */
    @JsonProperty("refused")
    REFUSED
  }

  /** Who was the first to send a close frame, or to end TCP if nobody sent one. */
  public enum Initiator {
    @JsonProperty("client")
    CLIENT,
    @JsonProperty("server")
    SERVER,
    @JsonProperty("none")
    NONE
  }

  /** How TCP ended. */
  public enum TcpEnd {
    /** The client ended its side. */
    @JsonProperty("fin")
    FIN,
    @JsonProperty("reset")
    RESET,
    /** The server ended it, and the client had not. */
    @JsonProperty("byUs")
    BY_US,
    @JsonProperty("open")
    OPEN
  }

  /**
   * The opening handshake.
   *
   * @param status null while none has been sent
   * @param requestHeaders each name with its values, joined by ", "; secrets are left out
   */
  public record Handshake(
      @Nullable Integer status,
      Map<String, String> requestHeaders,
      Map<String, String> responseHeaders,
      @Nullable String subprotocol,
      List<String> extensions) {}

  /**
   * What has come.
   *
   * @param messages that began
   * @param bytes of the messages, as they are on the wire
   * @param bytesAfterClose that came behind the client's close frame
   */
  public record Received(
      long messages, long bytes, long frames, long pings, long pongs, long bytesAfterClose) {}

  /**
   * What has been sent.
   *
   * @param messages that began
   * @param bytes of the messages, as they are on the wire
   */
  public record Sent(long messages, long bytes, long frames, long pings, long pongs) {}

  /**
   * A close frame.
   *
   * @param code null if it had none
   * @param reason empty if it had none
   */
  public record CloseFrame(@Nullable Integer code, String reason, double atMillis) {}

  /**
   * The closing.
   *
   * @param clean whether a close frame came and one went, and both were legal (RFC 6455, section
   *     7.1.4)
   * @param received null if none came
   * @param sent null if none went
   * @param cause null while nothing has begun to end the connection
   * @param detail the cause in a sentence
   * @param violation the rule of the protocol that the client broke, in a sentence; null if it
   *     broke none
   */
  public record Closing(
      Initiator initiator,
      boolean clean,
      @Nullable CloseFrame received,
      @Nullable CloseFrame sent,
      TcpEnd tcpEnd,
      @JsonSerialize(using = LowerCaseSerializer.class) @Nullable Cause cause,
      @Nullable String detail,
      @Nullable String violation) {}

  /**
   * Whether the client did what it should.
   *
   * @param passed null if it cannot be told, or not yet
   * @param remark what is worth knowing beside it; null for nothing
   */
  public record VerdictView(
      String expected, String observed, @Nullable Boolean passed, @Nullable String remark) {}

  /**
   * What the order of the frames shows.
   *
   * @param lastPing null if the server sent no ping
   * @param bytesEarly that came before the opening handshake was answered
   * @param httpBytes that came behind the answer to the opening handshake and are no frames
   * @param httpRequest whether these begin as a request does
   * @param dataAfterClose whether anything came behind the client's close frame that is no whole
   *     control frame
   * @param closedAgain whether another close frame did
   * @param lastCause of those that were told, the last; null if none was
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
   * A ping of the server's.
   *
   * @param answered whether the client's pong has come
   * @param illegalAnswered whether a pong to an illegal ping behind it has come
   * @param framesBehind that have come behind the pong, or behind the ping if there is no pong;
   *     without close frames
   */
  public record Pinged(boolean answered, boolean illegalAnswered, long framesBehind) {}

  /**
   * A frame.
   *
   * @param direction {@code sent} or {@code received}
   * @param opcode its name, or its number where it has none; {@code raw} for bytes that were sent
   *     and do not make a whole header
   * @param rsv the three reserved bits, from 0 to 7
   * @param length of the payload [bytes] as the header says; of raw bytes, how many there were
   * @param compressed whether it begins a message with permessage-deflate
   * @param hex the first 32 bytes: of the payload as it was before masking; of what was sent as raw
   *     bytes, with the header
   * @param text the first bytes of a text message as text; of a close frame the code and the reason
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

  /** The same with these frames. */
  Transcript withFrames(List<Frame> frames) {
    return new Transcript(
        id,
        ending,
        address,
        state,
        remoteAddress,
        httpVersion,
        openedAt,
        durationMillis,
        handshake,
        received,
        sent,
        closing,
        verdict,
        frames,
        clues);
  }

  /** The same with a verdict. */
  public Transcript withVerdict(VerdictView verdict) {
    return new Transcript(
        id,
        ending,
        address,
        state,
        remoteAddress,
        httpVersion,
        openedAt,
        durationMillis,
        handshake,
        received,
        sent,
        closing,
        verdict,
        frames,
        clues);
  }
}
