package io.github.websocketecho.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A number that one thread writes and any thread reads, without a fence between them. */
final class SingleWriterLong {

  private static final VarHandle VALUE;

  static {
    try {
      VALUE = MethodHandles.lookup().findVarHandle(SingleWriterLong.class, "value", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private long value;

  /** The value, which may be a moment old. Any thread. */
  long get() {
    return (long) VALUE.getOpaque(this);
  }

  /** Only the thread that writes. */
  void set(long value) {
    VALUE.setOpaque(this, value);
  }

  /** Only the thread that writes. */
  void add(long more) {
    VALUE.setOpaque(this, value + more);
  }
}
