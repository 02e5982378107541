package io.github.websocketecho.transcript;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.engine.Budget;
import io.github.websocketecho.transcript.Transcript.Sent;
import io.github.websocketecho.transcript.Transcript.Taken;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TakenRecorderTests {

  private final Budget shared = new Budget(1 << 20);
  private final TakenRecorder recorder = new TakenRecorder(shared);

  private void ping(long millis, String payload, long messages) {
    var before = new Sent(messages, 10 * messages, messages, 0, 0);
    recorder.pinged(TimeUnit.MILLISECONDS.toNanos(millis), payload.getBytes(US_ASCII), before);
  }

  private void pong(long millis, String payload) {
    recorder.ponged(TimeUnit.MILLISECONDS.toNanos(millis), payload.getBytes(US_ASCII));
  }

  @Test
  void pongShowsWhatWasSentBeforeItsPing() {
    ping(10, "a", 3);
    ping(20, "b", 5);
    pong(35, "a");
    pong(36, "b");
    assertThat(recorder.snapshot())
        .containsExactly(new Taken(35, 3, 30, 25), new Taken(36, 5, 50, 16));
  }

  @Test
  void pongAnswersThePingsBeforeItsOwn() {
    ping(10, "a", 3);
    ping(20, "b", 5);
    pong(36, "b");
    pong(37, "a");
    assertThat(recorder.snapshot()).containsExactly(new Taken(36, 5, 50, 16));
  }

  @Test
  void pongThatNoPingHasAskedForShowsNothing() {
    ping(10, "a", 3);
    pong(20, "b");
    assertThat(recorder.snapshot()).isEmpty();
  }

  @Test
  void pingsThatCannotBeToldApartShowNothing() {
    ping(10, "a", 3);
    pong(20, "a");
    ping(30, "a", 5);
    ping(40, "a", 7);
    pong(50, "a");
    ping(60, "a", 9);
    pong(70, "a");
    assertThat(recorder.snapshot()).containsExactly(new Taken(20, 3, 30, 10));
    recorder.ended();
    assertThat(shared.reserved()).isZero();
  }

  @Test
  void entriesAreBoundedAndCoverTheWholeTime() {
    for (int i = 0; i < 10_000; i++) {
      ping(2L * i, "p" + i, i);
      pong(2L * i + 1, "p" + i);
    }
    assertThat(recorder.snapshot()).hasSizeBetween(TakenRecorder.MOST / 2, TakenRecorder.MOST);
    assertThat(recorder.snapshot().getFirst().atMillis()).isLessThan(2_000);
    assertThat(recorder.snapshot().getLast().atMillis()).isGreaterThan(19_900);
    assertThat(recorder.snapshot()).extracting(Taken::atMillis).isSorted();
  }

  @Test
  void waitingPingsAreBoundedAndTheFirstOnesAreStillAnswered() {
    for (int i = 0; i < 10_000; i++) {
      ping(i, "p" + i, i);
    }
    assertThat(recorder.weight()).isLessThan(TakenRecorder.MOST * 200);
    for (int i = 0; i < 10_000; i++) {
      pong(10_000L + i, "p" + i);
    }
    assertThat(recorder.snapshot()).hasSizeBetween(TakenRecorder.MOST / 2, TakenRecorder.MOST);
    assertThat(recorder.snapshot().getLast().messages()).isEqualTo(9_999);
  }

  @Test
  void memoryIsSharedUntilTheEnd() {
    assertThat(shared.reserved()).isZero();
    ping(10, "a", 3);
    ping(20, "b", 5);
    pong(30, "a");
    assertThat(shared.reserved()).isEqualTo(recorder.weight()).isPositive();
    recorder.ended();
    assertThat(shared.reserved()).isZero();
  }
}
