package io.github.websocketecho.connection;

import io.github.websocketecho.engine.Budget;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * The last frames of a connection. While it is open they count in what all open connections
 * together may keep of theirs: beyond that, each keeps a few.
 */
final class LastFrames {

  /** So many are kept. */
  static final int COUNT = 256;

  /** So many are kept in any case. */
  static final int FEW = 16;

  private final Queue<RecordedFrame> frames = new ArrayDeque<>(0);
  private final Budget ofAll;

  LastFrames(Budget ofAll) {
    this.ofAll = ofAll;
  }

  void add(RecordedFrame frame) {
    if (frames.size() == COUNT) {
      removeFirst();
    }
    while (!ofAll.tryTake(frame.weight())) {
      if (frames.size() < FEW) {
        ofAll.take(frame.weight());
        break;
      }
      removeFirst();
    }
    frames.add(frame);
  }

  private void removeFirst() {
    ofAll.giveBack(frames.remove().weight());
  }

  /** The connection has ended: no frame is added any more. */
  void ended() {
    ofAll.giveBack(weight());
  }

  /** What they take in memory [bytes], about. */
  int weight() {
    return frames.stream().mapToInt(RecordedFrame::weight).sum();
  }

  /** Those of this moment, the oldest first. */
  List<RecordedFrame> copy() {
    return List.copyOf(frames);
  }
}
