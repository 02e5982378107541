package io.github.websocketecho.sequence;

import io.github.websocketecho.replica.BoundedWait;
import io.github.websocketecho.replica.ReplicasUnavailableException;
import io.github.websocketecho.replica.SharedFormat;
import io.github.websocketecho.replica.SharedState;
import io.github.websocketecho.sequence.Sequence.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The sequences that replicas share. Each method throws {@link ReplicasUnavailableException} if the
 * shared state does not answer in time. Any thread but an event loop.
 */
final class SharedSequences {

  /** The sorted list of keys. */
  private static final String KEYS = "sequences";

  private static final int MOST = 1000;
  private static final Duration CLEANING = Duration.ofSeconds(1);

  /** How often a waiting request looks for a new attempt. */
  private static final Duration LOOK = Duration.ofMillis(100);

  /** How often a change is tried again that another replica has been faster with. */
  private static final int ATTEMPTS = 8;

  private final SharedState state;
  private final Duration age;

  SharedSequences(SharedState state, Duration age) {
    this.state = state;
    this.age = age;
    state.maintain(CLEANING, this::clean);
  }

  boolean areOn() {
    return state.isOn();
  }

  private static String name(String key) {
    return "sequence:" + key;
  }

  /**
   * Begins the next attempt.
   *
   * @throws SequenceException 409 if the sequence has other steps
   */
  Attempt begin(String key, List<String> steps) {
    var begun = new AtomicReference<@Nullable Attempt>();
    return BoundedWait.call(() -> begin(key, steps, begun), () -> withdraw(key, begun.get()));
  }

  private Attempt begin(String key, List<String> steps, AtomicReference<@Nullable Attempt> begun) {
    // First, because an attempt that has begun must not fail.
    state.rank(KEYS, key, age);
    SharedSequence after =
        change(
            key,
            before -> {
              SharedSequence sequence = before == null ? SharedSequence.of(steps) : before;
              if (!sequence.steps().equals(steps)) {
                throw SequenceException.otherSteps(key);
              }
              return sequence.begin(Instant.now());
            });
    Attempt attempt = after.attempts(key).getLast();
    begun.set(attempt);
    return attempt;
  }

  /** A change of a sequence. */
  private interface Change {
    SharedSequence of(@Nullable SharedSequence before);
  }

  private SharedSequence change(String key, Change change) {
    for (int i = 0; i < ATTEMPTS; i++) {
      byte @Nullable [] before = state.get(name(key));
      SharedSequence after = change.of(before == null ? null : read(before));
      if (state.replace(name(key), before, SharedFormat.write(after), age)) {
        return after;
      }
    }
    throw SequenceException.busy(key);
  }

  private static SharedSequence read(byte[] value) {
    return SharedFormat.read(value, SharedSequence.class);
  }

  /**
   * Withdraws an attempt, unless another has begun meanwhile.
   *
   * @return whether it was withdrawn
   */
  boolean withdraw(String key, @Nullable Attempt attempt) {
    byte @Nullable [] before = state.get(name(key));
    if (before == null || attempt == null) {
      return false;
    }
    SharedSequence sequence = read(before);
    if (!attempt.equals(sequence.attempts(key).getLast())) {
      return false;
    }
    boolean last = sequence.count() == 1;
    SharedSequence after = last ? sequence : sequence.withdraw();
    return state.replace(
        name(key), before, SharedFormat.write(after), last ? Duration.ofMillis(1) : age);
  }

  Optional<WatchedSequence> find(String key) {
    byte @Nullable [] value = state.get(name(key));
    if (value == null) {
      return Optional.empty();
    }
    state.rank(KEYS, key, age);
    var _ = state.keep(List.of(name(key)), age);
    return Optional.of(new Watched(key, read(value)));
  }

  /** Forgets a sequence; returns false if there is none. */
  boolean delete(String key) {
    state.unrank(KEYS, key);
    return state.delete(name(key));
  }

  private void clean() {
    state.removeOldest(KEYS, MOST, age).forEach(key -> state.delete(name(key)));
  }

  /** A sequence as it was at the last look. */
  private final class Watched implements WatchedSequence {

    private final String key;
    private volatile SharedSequence last;

    private Watched(String key, SharedSequence last) {
      this.key = key;
      this.last = last;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public List<String> steps() {
      return last.steps();
    }

    @Override
    public List<Attempt> attempts() {
      return last.attempts(key);
    }

    @Override
    public void await(int number, Duration timeout) throws InterruptedException {
      long deadline = System.nanoTime() + timeout.toNanos();
      look();
      while (last.count() < number && System.nanoTime() < deadline) {
        Thread.sleep(LOOK);
        look();
      }
    }

    private void look() {
      byte @Nullable [] value = state.get(name(key));
      if (value != null) {
        last = read(value);
      }
    }
  }
}
