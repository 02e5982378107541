package io.github.websocketecho.engine;

import java.nio.ByteBuffer;
import org.springframework.web.socket.WebSocketMessage;

/**
 * A text message, or a part of one, as the UTF-8 that was received: checked, but no string. Only a
 * {@link Utf8Handler} receives it. A session sends it as text.
 *
 * <p>A part may begin and end within a character.
 */
public final class Utf8Message implements WebSocketMessage<ByteBuffer> {

  private final ByteBuffer payload;
  private final boolean last;

  Utf8Message(ByteBuffer payload, boolean last) {
    this.payload = payload;
    this.last = last;
  }

  /** The bytes between position and limit, valid while the handler is being called. */
  @Override
  public ByteBuffer getPayload() {
    return payload;
  }

  /** In bytes. */
  @Override
  public int getPayloadLength() {
    return payload.remaining();
  }

  @Override
  public boolean isLast() {
    return last;
  }
}
