package io.github.websocketecho.sequence;

import io.github.websocketecho.sequence.Sequence.Attempt;
import java.time.Duration;
import java.util.List;

/** A sequence that may go on: of this replica, or of all. Any thread but an event loop. */
interface WatchedSequence {

  String key();

  /** The addresses, 1 or more. */
  List<String> steps();

  /** The retained attempts, the oldest first. */
  List<Attempt> attempts();

  /** Waits until this many attempts have begun, or until the timeout. */
  void await(int number, Duration timeout) throws InterruptedException;
}
