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

  private BoundedWait() {}

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
      return result.get(SharedState.LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
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
