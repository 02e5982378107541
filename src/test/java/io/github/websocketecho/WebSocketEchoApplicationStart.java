package io.github.websocketecho;

import org.springframework.boot.SpringApplication;

/** Starts the application through its {@code main}. */
public final class WebSocketEchoApplicationStart {

  private WebSocketEchoApplicationStart() {}

  /** Starts the application with additional configuration. */
  public static void with(Class<?> configuration, String... arguments) {
    SpringApplication.from(WebSocketEchoApplication::main).with(configuration).run(arguments);
  }
}
