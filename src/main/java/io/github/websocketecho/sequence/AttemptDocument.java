package io.github.websocketecho.sequence;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.github.websocketecho.http.Secrets;
import io.github.websocketecho.sequence.Sequence.Attempt;
import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.Transcript.CloseFrame;
import io.github.websocketecho.transcript.Transcript.State;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as in the JSON of {@code GET /sequences/{key}}.
 *
 * @param number 1 for the first
 * @param step the address that served it, with values that may be secret masked
 * @param connection the id of its transcript
 * @param begunAt when the server received the opening handshake
 * @param delayMillis the time since the attempt before had ended, negative if it ended later; null
 *     for the first attempt, if the one before has not ended, or if its transcript is gone
 * @param state of its transcript; null if there is none yet or any more, like all below
 * @param status of the response to the opening handshake; null before the response
 * @param code of the first close frame; null without a code, or without a close frame
 * @param endedAt null while the connection is open
 */
record AttemptDocument(
    int number,
    String step,
    String connection,
    @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = Transcript.INSTANT, timezone = "UTC")
        Instant begunAt,
    @Nullable Double delayMillis,
    @Nullable State state,
    @Nullable Integer status,
    @Nullable Integer code,
    @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = Transcript.INSTANT, timezone = "UTC")
        @Nullable Instant endedAt) {

  private static final double NANOS_PER_MILLI = 1e6;

  /** How much later than its client the server may record an end. */
  private static final Duration LATE_RECORD = Duration.ofMillis(100);

  /**
   * @param seen null if the transcript is gone
   * @param before the attempt before; null if there is none
   */
  static AttemptDocument of(
      Attempt attempt, @Nullable Transcript seen, @Nullable AttemptDocument before) {
    Instant begunAt = attempt.begunAt();
    Instant endBefore = before == null ? null : before.endedAt();
    return new AttemptDocument(
        attempt.number(),
        Secrets.masked(attempt.step()),
        attempt.connection(),
        begunAt,
        endBefore == null ? null : delay(Duration.between(endBefore, begunAt)),
        seen == null ? null : seen.state(),
        seen == null ? null : seen.handshake().status(),
        seen == null ? null : code(seen),
        seen == null ? null : endedAt(seen));
  }

  /** A client may see the end before the server has recorded it. */
  private static double delay(Duration sinceEnd) {
    boolean noDelay = sinceEnd.isNegative() && sinceEnd.compareTo(LATE_RECORD.negated()) > 0;
    return noDelay ? 0 : sinceEnd.toNanos() / NANOS_PER_MILLI;
  }

  private static @Nullable Integer code(Transcript seen) {
    CloseFrame sent = seen.closing().sent();
    CloseFrame received = seen.closing().received();
    if (sent == null || received == null) {
      return sent != null ? sent.code() : received != null ? received.code() : null;
    }
    return sent.atMillis() <= received.atMillis() ? sent.code() : received.code();
  }

  private static @Nullable Instant endedAt(Transcript seen) {
    boolean ended = seen.state() == State.ENDED || seen.state() == State.REFUSED;
    return ended
        ? seen.openedAt().plusNanos((long) (seen.durationMillis() * NANOS_PER_MILLI))
        : null;
  }
}
