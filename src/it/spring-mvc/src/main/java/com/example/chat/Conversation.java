package com.example.chat;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** A connection of the client. */
class Conversation extends TextWebSocketHandler {

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<CloseStatus> end = new CompletableFuture<>();
  private volatile WebSocketSession session;

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    this.session = session;
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) {
    received.add(message.getPayload());
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    end.complete(status);
  }

  void say(String text) throws IOException {
    session.sendMessage(new TextMessage(text));
  }

  void leave() throws IOException {
    session.close(CloseStatus.NORMAL);
  }

  /** Waits for the next message; null if there is none. */
  String next() throws InterruptedException {
    return received.poll(10, TimeUnit.SECONDS);
  }

  /** Waits for the end. */
  CloseStatus end() throws Exception {
    return end.get(10, TimeUnit.SECONDS);
  }
}
