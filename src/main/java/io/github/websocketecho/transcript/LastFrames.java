package io.github.websocketecho.transcript;

import io.github.websocketecho.engine.Budget;
import io.github.websocketecho.transcript.Transcript.Frame;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Retains the last frames of one connection. While it is open, they use the memory that the
 * transcripts of all open connections share. If the frames of all connections use more than their
 * part of it, each connection retains only a few, so that memory is left for new connections. Not
 * thread-safe.
 */
final class LastFrames {

  /** The highest number of frames. */
  static final int COUNT = 256;

  /** The number of frames to retain even if memory is short. */
  static final int FEW = 16;

  /** The part of the shared memory that frames may use [percent]. */
  private static final int SHARE = 75;

  private final Queue<RecordedFrame> frames = new ArrayDeque<>(0);
  private final Budget shared;

  private int weight;

  LastFrames(Budget shared) {
    this.shared = shared;
  }

  void add(RecordedFrame frame) {
    if (frames.size() == COUNT) {
      removeFirst();
    }
    while (frames.size() >= FEW && !hasRoom(frame)) {
      removeFirst();
    }
    shared.reserve(frame.weight());
    weight += frame.weight();
    frames.add(frame);
  }

  private boolean hasRoom(RecordedFrame frame) {
    return shared.reserved() + frame.weight() <= shared.size() / 100 * SHARE;
  }

  private void removeFirst() {
    int first = frames.remove().weight();
    shared.release(first);
    weight -= first;
  }

  /** Releases the shared memory. No frame may be added afterwards. */
  void ended() {
    shared.release(weight);
  }

  /** The approximate memory of the frames [bytes]. */
  int weight() {
    return weight;
  }

  /**
   * The current frames, the oldest first. Each is converted when it is read, so that the caller
   * needs its lock only to copy references.
   */
  List<Frame> snapshot() {
    List<RecordedFrame> copy = List.copyOf(frames);
    return new AbstractList<>() {
      @Override
      public Frame get(int index) {
        return copy.get(index).toFrame();
      }

      @Override
      public int size() {
        return copy.size();
      }
    };
  }
}
