package io.github.websocketecho.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.replica.Unshared;
import io.github.websocketecho.support.Settings;
import io.github.websocketecho.transcript.Transcript.State;
import io.github.websocketecho.transcript.VerdictRule.Judgement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class InMemoryTranscriptStoreTests {

  private static final VerdictRule RULE =
      new VerdictRule() {
        @Override
        public String expected() {
          return "x";
        }

        @Override
        public Judgement judge(Transcript seen) {
          return Judgement.undecided("x");
        }
      };

  private final InMemoryTranscriptStore transcripts =
      transcripts(10_000, DataSize.ofMegabytes(64), 2);

  private static InMemoryTranscriptStore transcripts(int count, DataSize size, int open) {
    var properties =
        Settings.of(
            List.of(
                "transcripts.count=" + count,
                "transcripts.size=" + size.toBytes() + "B",
                "transcripts.open=" + open,
                "transcripts.list=true"));
    return new InMemoryTranscriptStore(
        properties, new SharedTranscripts(new Unshared(), properties));
  }

  @Test
  void countLimitsTheEndedTranscripts() {
    for (int i = 0; i < 15_000; i++) {
      transcripts.open(echo("id" + i)).ended(TcpEnd.FIN);
    }
    // The cache may evict early.
    assertThat(transcripts.list()).hasSizeBetween(9_900, 10_000);
    assertThat(transcripts.list()).allMatch(recorder -> recorder.state() == State.REFUSED);
  }

  @Test
  void sizeLimitsTheEndedTranscripts() {
    InMemoryTranscriptStore small = transcripts(10_000, DataSize.ofMegabytes(1), 2);
    String address = "/" + "x".repeat(10_000);
    for (int i = 0; i < 1_000; i++) {
      small.open(opened("id" + i, null, address)).ended(TcpEnd.FIN);
    }
    int size = small.list().stream().mapToInt(TranscriptRecorder::weight).sum();
    assertThat(size).isBetween(900_000, 1 << 20);
  }

  @Test
  void transcriptsOfOpenConnectionsAreNotEvicted() {
    InMemoryTranscriptStore small = transcripts(1, DataSize.ofMegabytes(1), 2);
    TranscriptRecorder open = small.open(echo("open"));
    for (int i = 0; i < 100; i++) {
      small.open(echo("id" + i)).ended(TcpEnd.FIN);
    }
    assertThat(small.find("open")).contains(open);
    assertThat(small.list()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void idOfAnOpenConnectionIsRejectedUntilItsEnd() {
    TranscriptRecorder first = transcripts.open(echo("a"));
    assertThatExceptionOfType(TranscriptException.class)
        .isThrownBy(() -> transcripts.open(echo("a")))
        .satisfies(refused -> assertThat(refused.getStatusCode().value()).isEqualTo(409));
    assertThat(transcripts.find("a")).contains(first);
    first.ended(TcpEnd.FIN);
    TranscriptRecorder second = transcripts.open(echo("a"));
    assertThat(transcripts.find("a")).contains(second);
    second.ended(TcpEnd.FIN);
    assertThat(transcripts.find("a")).contains(second);
    assertThat(transcripts.list()).containsExactly(second);
  }

  @Test
  void rejectedAttemptGivesItsIdToTheNextOneBeforeTcpHasEnded() {
    TranscriptRecorder rejected = transcripts.open(scenario("a"));
    rejected.answered(new OpeningResponse("401 Unauthorized", List.of()));
    TranscriptRecorder next = transcripts.open(scenario("a"));
    assertThat(transcripts.find("a")).contains(next);
    rejected.ended(TcpEnd.FIN);
    assertThat(transcripts.find("a")).contains(next);
    next.ended(TcpEnd.FIN);
    assertThat(transcripts.list()).containsExactly(next);
  }

  @Test
  void rejectedAttemptThatEndsLastDoesNotReplaceTheNextOne() {
    TranscriptRecorder rejected = transcripts.open(scenario("a"));
    rejected.answered(new OpeningResponse("401 Unauthorized", List.of()));
    TranscriptRecorder next = transcripts.open(scenario("a"));
    next.ended(TcpEnd.FIN);
    rejected.ended(TcpEnd.FIN);
    assertThat(transcripts.find("a")).contains(next);
    transcripts.open(scenario("b"));
    transcripts.open(scenario("c")); // Both have left their places.
  }

  @Test
  void idsAreCaseSensitive() {
    TranscriptRecorder lower = transcripts.open(echo("a._-"));
    TranscriptRecorder upper = transcripts.open(echo("A._-"));
    assertThat(transcripts.find("a._-")).contains(lower);
    assertThat(transcripts.find("A._-")).contains(upper);
    assertThat(transcripts.find("a")).isEmpty();
  }

  @Test
  void connectionBeyondTheLimitIsRejectedUntilOneEnds() {
    TranscriptRecorder first = transcripts.open(scenario("a"));
    transcripts.open(scenario("b"));
    assertThatExceptionOfType(TranscriptException.class)
        .isThrownBy(() -> transcripts.open(scenario("c")))
        .satisfies(
            refused -> {
              assertThat(refused.getStatusCode().value()).isEqualTo(503);
              assertThat(refused.getHeaders().getFirst("Retry-After")).isEqualTo("1");
            });
    assertThatExceptionOfType(TranscriptException.class)
        .isThrownBy(() -> transcripts.open(echo("echo")));
    first.ended(TcpEnd.FIN);
    transcripts.open(echo("echo"));
  }

  @Test
  void connectionIsRejectedIfTheMemoryIsUsedUp() {
    InMemoryTranscriptStore small = transcripts(10_000, DataSize.ofMegabytes(1), 1_000);
    String address = "/" + "x".repeat(8_000);
    List<TranscriptRecorder> open = new ArrayList<>();
    TranscriptException refused = null;
    while (refused == null) {
      try {
        open.add(small.open(opened("id" + open.size(), null, address)));
      } catch (TranscriptException e) {
        refused = e;
      }
    }
    assertThat(refused.getStatusCode().value()).isEqualTo(503);
    assertThat(open).hasSizeBetween(80, 130);
    // A rejected connection uses no memory, and neither does an id in use.
    open.removeFirst().ended(TcpEnd.FIN);
    for (int i = 0; i < 10; i++) {
      assertThatExceptionOfType(TranscriptException.class)
          .isThrownBy(() -> small.open(opened("id1", null, address)))
          .satisfies(inUse -> assertThat(inUse.getStatusCode().value()).isEqualTo(409));
    }
    small.open(opened("new", null, address));
    open.forEach(recorder -> recorder.ended(TcpEnd.FIN));
    for (int i = 0; i < open.size(); i++) {
      small.open(opened("again" + i, null, address));
    }
  }

  @Test
  void rejectedConnectionUsesNoPlace() {
    transcripts.open(scenario("a"));
    for (int i = 0; i < 10; i++) {
      assertThatExceptionOfType(TranscriptException.class)
          .isThrownBy(() -> transcripts.open(scenario("a")));
      transcripts.refused(scenario("refused" + i), 400, Map.of());
    }
    transcripts.open(scenario("b"));
  }

  @Test
  void refusalDoesNotReplaceTheTranscriptOfAnOpenConnection() {
    TranscriptRecorder open = transcripts.open(echo("a"));
    transcripts.refused(echo("a"), 403, Map.of());
    transcripts.refused(echo("b"), 403, Map.of("X", "y"));
    assertThat(transcripts.find("a")).contains(open);
    Transcript refused = transcripts.find("b").orElseThrow().transcript();
    assertThat(refused.state()).isEqualTo(State.REFUSED);
    assertThat(refused.handshake().status()).isEqualTo(403);
    assertThat(refused.handshake().responseHeaders()).isEqualTo(Map.of("X", "y"));
  }

  @Test
  void idsAreUniqueAndUrlSafe() {
    List<String> ids = IntStream.range(0, 10_000).mapToObj(i -> transcripts.newId()).toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[A-Za-z0-9_-]{22}"));
  }

  @Test
  void idsHave128RandomBits() {
    int[] set = new int[128];
    for (int i = 0; i < 10_000; i++) {
      byte[] id = Base64.getUrlDecoder().decode(transcripts.newId());
      assertThat(id).hasSize(16);
      BitSet.valueOf(id).stream().forEach(bit -> set[bit]++);
    }
    // Within ten standard deviations.
    assertThat(IntStream.of(set)).allMatch(times -> times > 4_500 && times < 5_500);
  }

  @Test
  void onlyOneOfManySimultaneousClaimsOfAnIdSucceeds() {
    long claimed =
        Stream.generate(() -> "same")
            .limit(1_000)
            .parallel()
            .filter(
                id -> {
                  try {
                    transcripts.open(echo(id));
                    return true;
                  } catch (TranscriptException inUse) {
                    return false;
                  }
                })
            .count();
    assertThat(claimed).isOne();
  }

  private static OpeningRequest echo(String id) {
    return opened(id, null, "/");
  }

  private static OpeningRequest scenario(String id) {
    return opened(id, "close", "/close/1000");
  }

  private static OpeningRequest opened(String id, @Nullable String scenario, String address) {
    return new OpeningRequest(
        id,
        scenario,
        scenario == null ? null : RULE,
        address,
        "127.0.0.1:5",
        "HTTP/1.1",
        Map.of(),
        null);
  }
}
