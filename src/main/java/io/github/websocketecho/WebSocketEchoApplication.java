package io.github.websocketecho;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the server: {@code java -jar websocket-echo-exec.jar}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class WebSocketEchoApplication {

  static void main(String[] args) {
    OutOfMemory.endTheProcess();
    SpringApplication.run(WebSocketEchoApplication.class, args);
  }
}
