package io.github.websocketecho.sequence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.websocketecho.replica.BoundedWait;
import io.github.websocketecho.replica.ReplicasUnavailableException;
import io.github.websocketecho.replica.SharedState;
import io.github.websocketecho.sequence.Sequence.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The sequences by their keys. One expires {@link #TIME_TO_LIVE} after it was used last, or earlier
 * if all of them together need more than {@value #MAXIMUM_MEMORY} bytes. Replicas share them. Any
 * thread but an event loop.
 */
@Component
public final class SequenceStore {

  private static final Logger logger = LoggerFactory.getLogger(SequenceStore.class);

  private static final Duration TIME_TO_LIVE = Duration.ofMinutes(10);

  private static final int MAXIMUM_MEMORY = 8 << 20;

  /** The memory of a sequence with all attempts that it retains, and without its steps [bytes]. */
  private static final int OVERHEAD = 512 + Sequence.MOST_ATTEMPTS * 256;

  /** The memory of a step without its characters, and of each character [bytes]. */
  private static final int PER_STEP = 64;

  private static final int PER_CHARACTER = 2;

  private final Cache<String, Sequence> sequences =
      Caffeine.newBuilder()
          .maximumWeight(MAXIMUM_MEMORY)
          .weigher((String key, Sequence sequence) -> weight(sequence))
          .expireAfterAccess(TIME_TO_LIVE)
          .executor(Runnable::run)
          .build();

  private final SharedSequences shared;

  SequenceStore(SharedState state) {
    shared = new SharedSequences(state, TIME_TO_LIVE);
  }

  private static int weight(Sequence sequence) {
    return OVERHEAD
        + sequence.steps().stream()
            .mapToInt(step -> PER_STEP + PER_CHARACTER * step.length())
            .sum();
  }

  /**
   * Begins the next attempt with this key. The first attempt fixes the steps.
   *
   * @param steps the addresses, 1 or more
   * @throws SequenceException 409 if the sequence with this key has other steps
   * @throws io.github.websocketecho.replica.ReplicasUnavailableException 503 if replicas share the
   *     sequences, and there is no answer in time
   */
  public Attempt begin(String key, List<String> steps) {
    if (shared.areOn()) {
      return shared.begin(key, steps);
    }
    var begun = new AtomicReference<@Nullable Attempt>();
    sequences
        .asMap()
        .compute(
            key,
            (_, before) -> {
              Sequence sequence = before == null ? new Sequence(key, steps) : before;
              if (!sequence.steps().equals(steps)) {
                throw SequenceException.otherSteps(key);
              }
              begun.set(sequence.begin());
              return sequence;
            });
    return Objects.requireNonNull(begun.get());
  }

  /**
   * Withdraws an attempt that was rejected for another reason than its step: the next one gets its
   * number, unless another has begun meanwhile. A sequence without an attempt is forgotten.
   */
  public void withdraw(String key, Attempt attempt) {
    if (shared.areOn()) {
      withdrawShared(key, attempt);
      return;
    }
    sequences
        .asMap()
        .computeIfPresent(key, (_, sequence) -> sequence.withdraw(attempt) ? sequence : null);
  }

  private void withdrawShared(String key, Attempt attempt) {
    try {
      var _ = BoundedWait.call(() -> shared.withdraw(key, attempt), () -> {});
    } catch (ReplicasUnavailableException e) {
      logger.debug("Cannot withdraw an attempt", e);
    }
  }

  /** The sequence with this key; empty if there is none. */
  Optional<WatchedSequence> find(String key) {
    return shared.areOn() ? shared.find(key) : Optional.ofNullable(sequences.getIfPresent(key));
  }

  /**
   * Forgets the sequence with this key: the next attempt is the first again.
   *
   * @throws SequenceException 404 if there is none
   */
  void delete(String key) {
    boolean found = shared.areOn() ? shared.delete(key) : sequences.asMap().remove(key) != null;
    if (!found) {
      throw SequenceException.unknown(key);
    }
  }

  /** The approximate number of sequences. */
  long count() {
    sequences.cleanUp();
    return sequences.estimatedSize();
  }
}
