package io.github.websocketecho.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestTurnsTests {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration A_MOMENT = Duration.ofMillis(50);

  private static final InetAddress ONE = address(1);
  private static final InetAddress OTHER = address(2);

  private static InetAddress address(int last) {
    return InetAddress.ofLiteral("192.0.2." + last);
  }

  private static List<RequestTurns.Turn> take(RequestTurns turns, int count) {
    List<RequestTurns.Turn> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(turns.await(ONE));
    }
    return taken;
  }

  /** Waits for a turn on another thread. */
  private static CompletableFuture<RequestTurns.Turn> await(
      RequestTurns turns, InetAddress address) {
    return CompletableFuture.supplyAsync(() -> turns.await(address), Thread::startVirtualThread);
  }

  @Test
  void requestWaitsUntilAnotherOfItsAddressEnds() throws Exception {
    var turns = new RequestTurns(2, LONG);
    List<RequestTurns.Turn> taken = take(turns, 2);
    var third = await(turns, ONE);
    assertThat(third).failsWithin(A_MOMENT);
    taken.getFirst().end();
    assertThat(third).succeedsWithin(LONG);
    third.get(1, TimeUnit.SECONDS).end();
    taken.getLast().end();
    assertThat(turns.addresses()).isZero();
  }

  @Test
  void requestFromAnotherAddressDoesNotWait() {
    var turns = new RequestTurns(2, LONG);
    List<RequestTurns.Turn> taken = take(turns, 2);
    assertThat(await(turns, OTHER)).succeedsWithin(LONG);
    assertThat(turns.addresses()).isEqualTo(2);
    assertThat(taken).hasSize(2);
  }

  @Test
  void waitEndsAfterTheMaximumTime() {
    var turns = new RequestTurns(2, A_MOMENT);
    List<RequestTurns.Turn> taken = take(turns, 5);
    taken.forEach(RequestTurns.Turn::end);
    assertThat(turns.addresses()).isZero();
    // The requests that continued without a turn have not added turns.
    take(turns, 2);
    long start = System.nanoTime();
    RequestTurns.Turn _ = turns.await(ONE);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(A_MOMENT.toNanos());
  }

  @Test
  void requestThatMayNotWaitContinuesAtOnce() {
    var turns = new RequestTurns(1, LONG);
    RequestTurns.Turn inTurn = turns.take(ONE);
    RequestTurns.Turn without = turns.take(ONE);
    assertThat(await(turns, ONE)).failsWithin(A_MOMENT);
    without.end(); // Adds no turn.
    assertThat(await(turns, ONE)).failsWithin(A_MOMENT);
    inTurn.end();
    assertThat(turns.addresses()).isEqualTo(1); // The two that wait.
  }
}
