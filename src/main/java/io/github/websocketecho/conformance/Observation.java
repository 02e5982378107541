package io.github.websocketecho.conformance;

import io.github.websocketecho.protocol.CloseCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server saw in a case, until the end of TCP. Immutable; any thread.
 *
 * @param started when the connection opened
 * @param duration from then to the end of TCP
 * @param events what the client did in the last round
 * @param rounds how many rounds were done
 * @param done the place of the expected list that the client has done; -1 for none
 * @param doneBesidesPongs whether it has done one if pongs that no ping asked for do not count
 * @param rightBytes whether every byte of all messages was right, also where only lengths count
 * @param compressed whether the client has offered what the case compresses with; true if the case
 *     does not compress
 * @param server the server's close frame; null if it sent none
 * @param client the client's first close frame; null if it sent none
 * @param validClose whether that frame is valid; true if there is none
 * @param serverFirst whether the server sent the first close frame
 * @param violation the rule of the protocol that the client broke, as a sentence; null for none
 * @param end how TCP ended
 * @param log the frames
 * @param logOmitted how many more frames there were
 */
record Observation(
    Instant started,
    Duration duration,
    List<Event> events,
    int rounds,
    int done,
    boolean doneBesidesPongs,
    boolean rightBytes,
    boolean compressed,
    @Nullable Close server,
    @Nullable Close client,
    boolean validClose,
    boolean serverFirst,
    @Nullable String violation,
    End end,
    List<WireLog.Entry> log,
    long logOmitted) {

  /**
   * A close frame.
   *
   * @param code null if it had none
   * @param reason empty if it had none
   */
  record Close(@Nullable CloseCode code, String reason) {}

  /** How TCP ended. */
  enum End {
    /** The client sent FIN first. */
    FIN,
    /** TCP was reset. */
    RESET,
    /** The server ended it. */
    SERVER
  }

  /** Whether both sides sent a close frame, and that of the client is valid. */
  boolean isClean() {
    return server != null && client != null && validClose;
  }
}
