package io.github.websocketecho.transcript;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A running server and a client of its HTTP API. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.allowed-origins=https://example.com")
abstract class TranscriptServer {

  @LocalServerPort int port;

  TranscriptClient transcripts = new TranscriptClient(0);

  @BeforeEach
  void connect() {
    transcripts = new TranscriptClient(port);
  }
}
