package io.github.websocketecho;

import org.springframework.boot.SpringApplication;

/** Starts the application as its own {@code main} does. */
public final class WebSocketEchoApplicationStart {

  private WebSocketEchoApplicationStart() {}

  /** Starts it with more configuration. */
  public static void with(Class<?> configuration, String... arguments) {
    SpringApplication.from(WebSocketEchoApplication::main).with(configuration).run(arguments);
  }
}
