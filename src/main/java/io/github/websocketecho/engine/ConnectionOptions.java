package io.github.websocketecho.engine;

import java.util.Map;

/**
 * What one connection asked for in its address. Put into the attributes of the opening handshake by
 * {@link #storeIn}.
 *
 * @param messageSize the longest message [bytes] that is taken; 0 for the engine's own limit, which
 *     a larger number cannot raise
 * @param fragmentSize the longest payload [bytes] of a frame that is sent; 0 for any
 */
public record ConnectionOptions(long messageSize, int fragmentSize) {

  static final ConnectionOptions NONE = new ConnectionOptions(0, 0);

  private static final String ATTRIBUTE = ConnectionOptions.class.getName();

  /** Hands these options to the engine. */
  public void storeIn(Map<String, Object> attributes) {
    attributes.put(ATTRIBUTE, this);
  }

  static ConnectionOptions of(Map<String, Object> attributes) {
    return attributes.get(ATTRIBUTE) instanceof ConnectionOptions options ? options : NONE;
  }

  /** The limit that counts [bytes]; 0 for none. */
  long messageSize(EngineSettings settings) {
    if (messageSize == 0 || settings.messageSize() == 0) {
      return Math.max(messageSize, settings.messageSize());
    }
    return Math.min(messageSize, settings.messageSize());
  }
}
