package io.github.websocketecho.replica;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for several commands together as long as for one. Any thread. */
public final class BoundedWait {

  /** When all waits of a task have to end; not bound if each is for itself. */
  private static final ScopedValue<Long> DEADLINE = ScopedValue.newInstance();

  private BoundedWait() {}

  /**
   * Runs a task whose waits take {@link SharedState#LONGEST_WAIT} at most, all together.
   *
   * @return what the task returns
   */
  public static <T> T together(Supplier<T> task) {
    return ScopedValue.where(DEADLINE, System.nanoTime() + SharedState.LONGEST_WAIT.toNanos())
        .call(task::get);
  }

  /**
   * Runs commands on a virtual thread, and waits {@link SharedState#LONGEST_WAIT} at most.
   *
   * @param undo runs if the commands succeed later than that
   * @throws ReplicasUnavailableException if they take longer
   */
  public static <T> T call(Supplier<T> commands, Runnable undo) {
    var decided = new AtomicBoolean();
    var result = new CompletableFuture<T>();
    Thread.ofVirtual()
        .name("shared-state")
        .start(
            () -> {
              try {
                T value = commands.get();
                if (decided.compareAndSet(false, true)) {
                  result.complete(value);
                } else {
                  undo.run();
                }
              } catch (RuntimeException e) {
                result.completeExceptionally(e);
              }
            });
    try {
      return result.get(left(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      if (decided.compareAndSet(false, true)) {
        throw ReplicasUnavailableException.noAnswer(e);
      }
      return joined(result);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (decided.compareAndSet(false, true)) {
        throw ReplicasUnavailableException.noAnswer(e);
      }
      return joined(result);
    }
  }

  /** The longest wait [ns]. */
  private static long left() {
    return DEADLINE.isBound()
        ? Math.max(0, DEADLINE.get() - System.nanoTime())
        : SharedState.LONGEST_WAIT.toNanos();
  }

  private static <T> T joined(CompletableFuture<T> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      throw failure(e.getCause());
    }
  }

  private static RuntimeException failure(@Nullable Throwable cause) {
    return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
  }
}
