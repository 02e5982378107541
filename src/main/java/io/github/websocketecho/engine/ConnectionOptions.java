package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.PermessageDeflate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one connection is treated differently from all others.
 *
 * @param messageSize the longest message [bytes] that is accepted; 0 for the engine's own limit,
 *     which a larger number cannot raise while the limits apply
 * @param fragmentSize the longest payload [bytes] of a frame that is sent; 0 for any
 * @param limited whether the engine's limits of the size and of the rate of messages apply
 * @param compression decides which of the offers of an opening handshake is accepted: it gets all
 *     values of {@code Sec-WebSocket-Extensions}
 * @param observer is told what happens; null for nobody
 * @param handlerAnswers whether the opening handshake is left to the handler to answer
 * @param onEnd runs once: when TCP has ended, or when it turns out that there will be no connection
 *     though the upgrade was begun; null for nothing. Any thread.
 */
public record ConnectionOptions(
    long messageSize,
    int fragmentSize,
    boolean limited,
    Function<List<String>, Optional<PermessageDeflate>> compression,
    @Nullable ConnectionObserver observer,
    boolean handlerAnswers,
    @Nullable Runnable onEnd) {

  /** As all others. */
  public static final ConnectionOptions NONE =
      new ConnectionOptions(0, 0, true, PermessageDeflate::negotiate, null, false, null);

  /** The same with these sizes. */
  public ConnectionOptions withSizes(long messageSize, int fragmentSize) {
    return new ConnectionOptions(
        messageSize, fragmentSize, limited, compression, observer, handlerAnswers, onEnd);
  }

  /**
   * The same without the engine's limits of the size and of the rate of messages.
   *
   * @param messageSize the longest message [bytes] that is accepted instead
   */
  public ConnectionOptions withoutLimits(long messageSize) {
    return new ConnectionOptions(
        messageSize, fragmentSize, false, compression, observer, handlerAnswers, onEnd);
  }

  /** The same with another choice of the offers of compression. */
  public ConnectionOptions withCompression(
      Function<List<String>, Optional<PermessageDeflate>> compression) {
    return new ConnectionOptions(
        messageSize, fragmentSize, limited, compression, observer, handlerAnswers, onEnd);
  }

  /** The same with compression declined. */
  public ConnectionOptions withoutCompression() {
    return withCompression(_ -> Optional.empty());
  }

  /** The same with an observer; null for none. */
  public ConnectionOptions withObserver(@Nullable ConnectionObserver observer) {
    return new ConnectionOptions(
        messageSize, fragmentSize, limited, compression, observer, handlerAnswers, onEnd);
  }

  /** The same with one observer more, which is called last; null for none. */
  public ConnectionOptions alsoObservedBy(@Nullable ConnectionObserver another) {
    return observer == null || another == null
        ? withObserver(observer == null ? another : observer)
        : withObserver(new ObserverPair(observer, another));
  }

  /** The same with an opening handshake that the handler answers: {@link Wire#openingResponse}. */
  public ConnectionOptions withHandlerAnswering() {
    return new ConnectionOptions(
        messageSize, fragmentSize, limited, compression, observer, true, onEnd);
  }

  /** The same with something to be done at the end. */
  public ConnectionOptions withOnEnd(Runnable onEnd) {
    return new ConnectionOptions(
        messageSize, fragmentSize, limited, compression, observer, handlerAnswers, onEnd);
  }

  /** The limit that counts [bytes]; 0 for none. */
  long messageSize(EngineSettings settings) {
    long most = limited ? settings.messageSize() : 0;
    return messageSize == 0 || most == 0
        ? Math.max(messageSize, most)
        : Math.min(messageSize, most);
  }
}
