package com.example.chat;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;

/** The client of the chat elsewhere. */
@Component
class ChatClient {

  private final WebSocketClient client = new StandardWebSocketClient();
  private final URI upstream;

  ChatClient(@Value("${chat.upstream}") URI upstream) {
    this.upstream = upstream;
  }

  /** Connects to the address of the setting {@code chat.upstream}. */
  Conversation join() throws Exception {
    return join(upstream);
  }

  /** Connects to another address. */
  Conversation join(URI address) throws Exception {
    Conversation conversation = new Conversation();
    client.execute(conversation, new WebSocketHttpHeaders(), address).get(10, TimeUnit.SECONDS);
    return conversation;
  }
}
