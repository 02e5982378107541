package io.github.websocketecho.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.websocketecho.testing.Visit;
import io.github.websocketecho.testing.WebSocketEcho;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = MyApplication.class)
class MyApplicationIntegrationTests {

  @RegisterExtension static final WebSocketEcho echo = WebSocketEcho.start();
  static final Visit visit = echo.visit("/close/1012?reason=restart");

  @DynamicPropertySource
  static void server(DynamicPropertyRegistry registry) {
    registry.add("my-client.server", visit::uri);
  }

  @Test
  void answersTheCloseFrameOfItsServer() {
    assertTrue(visit.verdict().passed(), () -> visit.transcript().toString());
  }
}
