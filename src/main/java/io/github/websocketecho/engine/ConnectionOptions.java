package io.github.websocketecho.engine;

import org.jspecify.annotations.Nullable;

/**
 * How one connection is treated differently from all others.
 *
 * @param messageSize the longest message [bytes] that is accepted; 0 for the engine's own limit,
 *     which a larger number cannot raise
 * @param fragmentSize the longest payload [bytes] of a frame that is sent; 0 for any
 * @param observer is told what happens; null for nobody
 * @param handlerAnswers whether the opening handshake is left to the handler to answer
 * @param onEnd runs once: when TCP has ended, or when it turns out that there will be no connection
 *     though the upgrade was begun; null for nothing. Any thread.
 */
public record ConnectionOptions(
    long messageSize,
    int fragmentSize,
    @Nullable ConnectionObserver observer,
    boolean handlerAnswers,
    @Nullable Runnable onEnd) {

  /** As all others. */
  public static final ConnectionOptions NONE = new ConnectionOptions(0, 0, null, false, null);

  /** The same with these sizes. */
  public ConnectionOptions withSizes(long messageSize, int fragmentSize) {
    return new ConnectionOptions(messageSize, fragmentSize, observer, handlerAnswers, onEnd);
  }

  /** The same with an observer; null for none. */
  public ConnectionOptions withObserver(@Nullable ConnectionObserver observer) {
    return new ConnectionOptions(messageSize, fragmentSize, observer, handlerAnswers, onEnd);
  }

  /** The same with an opening handshake that the handler answers: {@link Wire#openingResponse}. */
  public ConnectionOptions withHandlerAnswering() {
    return new ConnectionOptions(messageSize, fragmentSize, observer, true, onEnd);
  }

  /** The same with something to be done at the end. */
  public ConnectionOptions withOnEnd(Runnable onEnd) {
    return new ConnectionOptions(messageSize, fragmentSize, observer, handlerAnswers, onEnd);
  }

  /** The limit that counts [bytes]; 0 for none. */
  long messageSize(EngineSettings settings) {
    if (messageSize == 0 || settings.messageSize() == 0) {
      return Math.max(messageSize, settings.messageSize());
    }
    return Math.min(messageSize, settings.messageSize());
  }
}
