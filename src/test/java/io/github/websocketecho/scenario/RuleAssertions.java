package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.Transcript.CloseFrame;
import io.github.websocketecho.transcript.Transcript.Closing;
import io.github.websocketecho.transcript.Transcript.Clues;
import io.github.websocketecho.transcript.Transcript.Handshake;
import io.github.websocketecho.transcript.Transcript.Received;
import io.github.websocketecho.transcript.Transcript.Sent;
import io.github.websocketecho.transcript.Transcript.State;
import io.github.websocketecho.transcript.Transcript.Tls;
import io.github.websocketecho.transcript.VerdictRule;
import io.github.websocketecho.transcript.VerdictRule.Judgement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Creates transcripts, and checks the judgements of rules on them. */
final class RuleAssertions {

  static final Clues NO_CLUES = new Clues(null, 0, 0, false, false, false, null);

  private RuleAssertions() {}

  static void assertJudgement(
      VerdictRule rule,
      Transcript seen,
      @Nullable Boolean passed,
      String observed,
      @Nullable String remark) {
    Judgement judgement = rule.judge(seen);
    assertThat(judgement.observed()).isEqualTo("verdict.observed." + observed);
    assertThat(judgement.passed()).isEqualTo(passed);
    assertThat(remarks(judgement)).isEqualTo(remark == null ? "" : remark);
  }

  /** The codes of the remarks, without their prefix. */
  static String remarks(Judgement judgement) {
    return judgement.remarks().stream()
        .flatMap(remark -> Arrays.stream(Objects.requireNonNull(remark.getCodes())))
        .map(code -> code.replace("verdict.remark.", ""))
        .collect(Collectors.joining(" "));
  }

  /**
   * A transcript of a connection on which the server has sent a ping.
   *
   * @param sent a close frame: its code and optionally its reason; {@code empty} for one without a
   *     code; null for none
   * @param received a close frame, written in the same way
   * @param tcpEnd null if TCP is open
   * @param headers the names of headers of the opening handshake
   */
  static Transcript transcript(
      State state,
      Initiator initiator,
      @Nullable String sent,
      @Nullable String received,
      @Nullable TcpEnd tcpEnd,
      @Nullable Cause cause,
      @Nullable String violation,
      Clues clues,
      long frames,
      String... headers) {
    return new Transcript(
        "id",
        "scenario",
        "/",
        state,
        null,
        "127.0.0.1:1",
        "HTTP/1.1",
        Instant.EPOCH,
        1,
        null,
        new Handshake(
            101,
            Arrays.stream(headers).collect(Collectors.toMap(name -> name, _ -> "…")),
            Map.of(),
            null,
            List.of()),
        new Received(0, 0, frames, 0, Math.min(1, frames), clues.dataAfterClose() ? 7 : 0),
        new Sent(0, 0, 1, 1, 0),
        List.of(),
        new Closing(initiator, false, close(received), close(sent), tcpEnd, cause, "…", violation),
        List.of(),
        clues);
  }

  /** Returns a copy with another opening handshake, over TLS or not. */
  static Transcript with(Transcript seen, @Nullable Tls tls, Handshake handshake) {
    return new Transcript(
        seen.id(),
        seen.scenario(),
        seen.address(),
        seen.state(),
        seen.shared(),
        seen.remoteAddress(),
        seen.httpVersion(),
        seen.openedAt(),
        seen.durationMillis(),
        tls,
        handshake,
        seen.received(),
        seen.sent(),
        seen.taken(),
        seen.closing(),
        seen.frames(),
        seen.clues());
  }

  private static @Nullable CloseFrame close(@Nullable String text) {
    if (text == null || text.equals("empty")) {
      return text == null ? null : new CloseFrame(null, "", 1);
    }
    String[] codeAndReason = text.split(" ", 2);
    return new CloseFrame(
        Integer.valueOf(codeAndReason[0]), codeAndReason.length == 1 ? "" : codeAndReason[1], 1);
  }
}
