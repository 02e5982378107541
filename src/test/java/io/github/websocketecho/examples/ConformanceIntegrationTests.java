package io.github.websocketecho.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.websocketecho.testing.WebSocketEcho;
import io.github.websocketecho.testing.WebSocketEcho.Conformance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConformanceIntegrationTests {

  @RegisterExtension
  static final WebSocketEcho echo =
      WebSocketEcho.builder().set("websocket-echo.conformance.cases", "3.*,4.*").start();

  @Test
  void passesTheConformanceSuite() throws Exception {
    MyDriver.run(echo.uri("/all"), "my-client");

    Conformance report = echo.conformance("my-client");
    assertTrue(report.failures().isEmpty(), report::toString);
  }
}
