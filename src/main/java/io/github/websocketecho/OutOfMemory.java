package io.github.websocketecho;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process if it runs out of memory, so that a supervisor can restart it. Otherwise a
 * server that lost a thread to an {@link OutOfMemoryError} may neither respond nor react to a
 * signal. {@code -XX:+ExitOnOutOfMemoryError} does the same, but is not set by default. Any thread.
 */
public final class OutOfMemory {

  /** The exit status, the same as with {@code -XX:+ExitOnOutOfMemoryError}. */
  public static final int STATUS = 3;

  /** The number of nested causes that are searched for the error. */
  private static final int DEPTH = 16;

  private static final AtomicBoolean ends = new AtomicBoolean();

  private OutOfMemory() {}

  /**
   * From now on, ends the process at an {@link OutOfMemoryError} that ends a thread, or that {@link
   * #endAt} receives. Only for a process that runs only this server.
   */
  static void endTheProcess() {
    ends.set(true);
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          endAt(failure);
          if (before != null) {
            before.uncaughtException(thread, failure);
          } else {
            System.err.println("Exception in thread \"" + thread.getName() + "\" " + failure);
          }
        });
  }

  /** Ends the process if that is enabled and an {@link OutOfMemoryError} is among the causes. */
  public static void endAt(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEPTH; depth++) {
      if (cause instanceof OutOfMemoryError && ends.get()) {
        System.err.println("The server ends: its memory is used up.");
        Runtime.getRuntime().halt(STATUS);
      }
      cause = cause.getCause();
    }
  }
}
