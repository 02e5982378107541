package io.github.websocketecho.replica;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Whether Redis answers in time. After one command without an answer, no thread waits for another
 * until a probe has been answered. Any thread.
 */
final class Availability {

  private static final Logger logger = LoggerFactory.getLogger(Availability.class);

  /** How Redis begins the error for a key with another kind of value. */
  private static final String WRONG_TYPE = "WRONGTYPE";

  private static final String NO_NUMBER = "not an integer";

  private volatile boolean available;
  private volatile boolean reported;

  boolean isAvailable() {
    return available;
  }

  /**
   * Runs a command if Redis is available.
   *
   * @throws ReplicasUnavailableException if there is no answer in time, or a value is not ours
   */
  <T extends @Nullable Object> T run(Supplier<T> command) {
    if (!available) {
      throw ReplicasUnavailableException.noAnswer(null);
    }
    try {
      return command.get();
    } catch (DataAccessException | IllegalStateException e) {
      if (isForeign(e)) {
        throw ReplicasUnavailableException.foreign(e);
      }
      lost(e);
      throw ReplicasUnavailableException.noAnswer(e);
    }
  }

  private static boolean isForeign(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.contains(WRONG_TYPE) || message.contains(NO_NUMBER)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Runs the probe.
   *
   * @param probe a command; its result is false if Redis has forgotten what it knew
   * @return false if Redis was not available, or has forgotten what it knew
   */
  boolean probe(BooleanSupplier probe) {
    try {
      boolean known = probe.getAsBoolean();
      boolean before = available;
      available = true;
      if (reported) {
        reported = false;
        logger.info("Redis answers again: replicas share their state");
      }
      return before && known;
    } catch (DataAccessException | IllegalStateException e) {
      lost(e);
      return false;
    }
  }

  private void lost(Exception cause) {
    available = false;
    if (!reported) {
      reported = true;
      logger.warn(
          "Redis does not answer: transcripts stay on their replica, sequences are rejected ({})",
          rootMessage(cause));
      logger.debug("Redis does not answer", cause);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
