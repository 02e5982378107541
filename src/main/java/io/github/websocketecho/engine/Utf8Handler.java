package io.github.websocketecho.engine;

import org.springframework.web.socket.WebSocketHandler;

/**
 * A handler that receives text as {@link Utf8Message}, in parts, instead of {@link
 * org.springframework.web.socket.TextMessage}. It is meant for handlers that forward text and do
 * not read it: strings would cost a third of the CPU of an echo of long texts.
 */
public interface Utf8Handler extends WebSocketHandler {

  @Override
  default boolean supportsPartialMessages() {
    return true;
  }
}
