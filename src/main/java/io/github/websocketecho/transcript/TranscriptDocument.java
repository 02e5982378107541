package io.github.websocketecho.transcript;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.github.websocketecho.transcript.Transcript.Closing;
import io.github.websocketecho.transcript.Transcript.Frame;
import io.github.websocketecho.transcript.Transcript.Handshake;
import io.github.websocketecho.transcript.Transcript.Received;
import io.github.websocketecho.transcript.Transcript.Sent;
import io.github.websocketecho.transcript.Transcript.State;
import io.github.websocketecho.transcript.Transcript.Taken;
import io.github.websocketecho.transcript.Transcript.Tls;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transcript with its verdict, as in the JSON of {@code GET /connections/{id}}. {@link
 * Transcript} describes the other members.
 *
 * @param verdict null if no scenario is at the address, so that no behaviour is expected
 */
record TranscriptDocument(
    String id,
    @Nullable String scenario,
    String address,
    State state,
    @Nullable Boolean shared,
    String remoteAddress,
    String httpVersion,
    @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = Transcript.INSTANT, timezone = "UTC")
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

  /**
   * Whether the client behaved as expected.
   *
   * @param expected the expected behaviour, as a sentence
   * @param observed the observed behaviour, as a sentence
   * @param passed null if this is undecided
   * @param remark further facts, as sentences; null if there are none
   */
  record Verdict(
      String expected, String observed, @Nullable Boolean passed, @Nullable String remark) {}

  static TranscriptDocument of(Transcript seen, @Nullable Verdict verdict) {
    return new TranscriptDocument(
        seen.id(),
        seen.scenario(),
        seen.address(),
        seen.state(),
        seen.shared(),
        seen.remoteAddress(),
        seen.httpVersion(),
        seen.openedAt(),
        seen.durationMillis(),
        seen.tls(),
        seen.handshake(),
        seen.received(),
        seen.sent(),
        seen.taken(),
        seen.closing(),
        verdict,
        seen.frames());
  }
}
