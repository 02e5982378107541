package io.github.websocketecho.engine;

import org.springframework.web.socket.WebSocketHandler;

/**
 * A handler that takes text as {@link Utf8Message}, in parts, instead of as {@link
 * org.springframework.web.socket.TextMessage}: for those that pass text on and do not read it. A
 * third of the CPU of an echo of long texts goes into strings otherwise.
 */
public interface Utf8Handler extends WebSocketHandler {

  @Override
  default boolean supportsPartialMessages() {
    return true;
  }
}
