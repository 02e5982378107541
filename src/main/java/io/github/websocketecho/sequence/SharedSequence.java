package io.github.websocketecho.sequence;

import io.github.websocketecho.sequence.Sequence.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A sequence as replicas share it. Immutable; any thread.
 *
 * @param steps the addresses, 1 or more
 * @param count of all attempts
 * @param begun when the retained attempts began, the oldest first
 */
record SharedSequence(List<String> steps, int count, List<Instant> begun) {

  static SharedSequence of(List<String> steps) {
    return new SharedSequence(steps, 0, List.of());
  }

  /** With one more attempt. */
  SharedSequence begin(Instant now) {
    List<Instant> all = new ArrayList<>(begun);
    all.add(now);
    return new SharedSequence(
        steps,
        count + 1,
        all.subList(Math.max(0, all.size() - Sequence.MOST_ATTEMPTS), all.size()));
  }

  /** Without its last attempt. */
  SharedSequence withdraw() {
    return new SharedSequence(steps, count - 1, begun.subList(0, begun.size() - 1));
  }

  /** The retained attempts, the oldest first. */
  List<Attempt> attempts(String key) {
    List<Attempt> attempts = new ArrayList<>();
    for (int i = 0; i < begun.size(); i++) {
      int number = count - begun.size() + i + 1;
      String step = steps.get(Math.min(number, steps.size()) - 1);
      attempts.add(new Attempt(number, step, Sequence.connection(key, number), begun.get(i)));
    }
    return attempts;
  }
}
