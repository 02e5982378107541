package io.github.websocketecho.transcript;

import io.github.websocketecho.engine.Budget;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * The last frames of a connection. While it is open they count in what all open connections
 * together may keep. Beyond a part of that each keeps a few, so that the rest is for new ones.
 */
final class LastFrames {

  /** So many are kept. */
  static final int COUNT = 256;

  /** So many are kept in any case. */
  static final int FEW = 16;

  /** Of what all may keep, so much is for frames [percent]. */
  private static final int SHARE = 75;

  private final Queue<RecordedFrame> frames = new ArrayDeque<>(0);
  private final Budget ofAll;

  private int weight;

  LastFrames(Budget ofAll) {
    this.ofAll = ofAll;
  }

  void add(RecordedFrame frame) {
    if (frames.size() == COUNT) {
      removeFirst();
    }
    while (frames.size() >= FEW && !hasRoom(frame)) {
      removeFirst();
    }
    ofAll.take(frame.weight());
    weight += frame.weight();
    frames.add(frame);
  }

  private boolean hasRoom(RecordedFrame frame) {
    return ofAll.taken() + frame.weight() <= ofAll.most() / 100 * SHARE;
  }

  private void removeFirst() {
    int first = frames.remove().weight();
    ofAll.giveBack(first);
    weight -= first;
  }

  /** The connection has ended: no frame is added any more. */
  void ended() {
    ofAll.giveBack(weight);
  }

  /** What they take in memory [bytes], about. */
  int weight() {
    return weight;
  }

  /** Those of this moment, the oldest first. */
  List<RecordedFrame> copy() {
    return List.copyOf(frames);
  }
}
