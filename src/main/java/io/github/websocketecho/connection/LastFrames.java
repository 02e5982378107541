package io.github.websocketecho.connection;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** The last frames of a connection. */
final class LastFrames {

  /** So many are kept. */
  static final int COUNT = 256;

  private final Queue<RecordedFrame> frames = new ArrayDeque<>(0);

  void add(RecordedFrame frame) {
    if (frames.size() == COUNT) {
      frames.remove();
    }
    frames.add(frame);
  }

  /** What they take in memory [bytes], about. */
  int weight() {
    return frames.stream().mapToInt(RecordedFrame::weight).sum();
  }

  List<AccountView.Frame> view() {
    return frames.stream().map(RecordedFrame::view).toList();
  }
}
