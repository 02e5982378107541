package io.github.websocketecho;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process when its memory is used up. A server that lost a thread to an {@link
 * OutOfMemoryError} is deaf, and may not even hear the signal to end; once it has ended, something
 * can start it again. {@code -XX:+ExitOnOutOfMemoryError} does the same, but nobody writes it
 * behind {@code java -jar}. Any thread.
 */
public final class OutOfMemory {

  /** The exit status, as of {@code -XX:+ExitOnOutOfMemoryError}. */
  public static final int STATUS = 3;

  /** So deep is looked for the error in what was made of it. */
  private static final int DEPTH = 16;

  private static final AtomicBoolean ends = new AtomicBoolean();

  private OutOfMemory() {}

  /**
   * From now on the process ends at an {@link OutOfMemoryError} that leaves a thread, or that is
   * given to {@link #endAt}. Only for a process that is nothing but this server.
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

  /**
   * Ends the process, if that was asked for and this is an {@link OutOfMemoryError} or made of one.
   */
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
