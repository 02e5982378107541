package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.protocol.Opcode;
import java.io.IOException;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;

/** Lets code outside the handler send and close. Never waits; sends only between messages. */
record SessionControl(EngineSession session) implements ConnectionObserver.Control {

  @Override
  public void send(WebSocketMessage<?> message) throws IOException {
    session.checkOpen();
    switch (message) {
      case TextMessage text -> session.queue().sendBetween(Opcode.TEXT, text.asBytes());
      case BinaryMessage binary -> {
        byte[] payload = new byte[binary.getPayloadLength()];
        binary.getPayload().duplicate().get(payload);
        session.queue().sendBetween(Opcode.BINARY, payload);
      }
      default -> throw new IllegalArgumentException("Cannot send a " + message.getClass());
    }
  }

  @Override
  public void close(CloseStatus status) {
    session.close(status, Cause.ASKED, "Closed from the server’s side, as asked.");
  }
}
