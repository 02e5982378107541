package io.github.websocketecho.examples;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * Stands for the application of a reader: it connects to its server when it starts. It has no
 * annotation, because the tests of this server would find it too.
 */
class MyApplication implements ApplicationRunner {

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI server;

  MyApplication(@Value("${my-client.server}") URI server) {
    this.server = server;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    client.newWebSocketBuilder().buildAsync(server, new WebSocket.Listener() {}).join();
  }
}
