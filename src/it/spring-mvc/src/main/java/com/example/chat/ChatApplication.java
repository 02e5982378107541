package com.example.chat;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A chat: it has a page and a WebSocket endpoint, and is the client of a chat elsewhere. */
@SpringBootApplication
public class ChatApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(ChatApplication.class, arguments);
  }
}
