package io.github.websocketecho.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that was started without options and runs out of memory ends, as the image does, so that
 * whatever watches it starts another one.
 */
class OutOfMemoryIntegrationTests {

  /** As with {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  private ServerProcess server;
  private int port;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    server =
        ServerProcess.start(
            ExhaustingApplication.class,
            folder,
            Map.of(),
            List.of("-Xmx96m", "-XX:TieredStopAtLevel=1"),
            List.of("--server.port=0"));
    port = server.port();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void endsIfAnEventLoopRunsOutOfMemory() throws Exception {
    try (var client = RawClient.open(port, ExhaustingApplication.ON_A_LOOP)) {
      client.sendText("all of it");
      assertThat(server.waitForEnd()).isEqualTo(OUT_OF_MEMORY);
    }
    assertThat(server.log()).containsAnyOf("OutOfMemoryError", "memory is used up");
  }

  @Test
  void endsIfARequestRunsOutOfMemory() throws Exception {
    request(ExhaustingApplication.ON_AN_HTTP_THREAD);
  }

  @Test
  void endsIfAnyOtherThreadRunsOutOfMemory() throws Exception {
    request(ExhaustingApplication.ON_ANOTHER_THREAD);
  }

  private void request(String target) throws IOException, InterruptedException {
    try (var client = RawClient.connect(port)) {
      client.send(Bytes.plain("GET", target));
      assertThat(server.waitForEnd()).isEqualTo(OUT_OF_MEMORY);
    }
    assertThat(server.log()).containsAnyOf("OutOfMemoryError", "memory is used up");
  }
}
