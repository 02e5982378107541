package io.github.websocketecho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.github.websocketecho.support.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class InvalidSettingsIntegrationTests {

  @ParameterizedTest
  @CsvSource({
    "--PORT=-2, -2",
    "--server.port=-1, -1",
    "--server.port=99999, 99999",
    "--PORT=http, http"
  })
  void invalidPortFailsTheStartWithASentence(String argument, String value, CapturedOutput output) {
    assertFails(
        output,
        "The setting server.port cannot be "
            + value
            + ": it must be 0 to 65535 (the variable PORT sets it too).",
        argument);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--management.server.port=65536 | The setting management.server.port cannot be 65536: it"
            + " must be -1 (for none) to 65535.",
        "--server.servlet.context-path=echo | The setting server.servlet.context-path cannot be"
            + " echo: it must be empty, or a path",
        "--server.servlet.context-path=/echo/ | The setting server.servlet.context-path cannot be"
            + " /echo/: it must be empty, or a path",
        "--websocket-echo.trusted-proxies=10.0.0.0/33 | The setting websocket-echo.trusted-proxies"
            + " cannot be 10.0.0.0/33: it must be an IP address",
        "--websocket-echo.trusted-proxies=1.2.3.4,fd00::/129 | The setting"
            + " websocket-echo.trusted-proxies cannot be fd00::/129: it must be an IP address",
        "--websocket-echo.scenarios.exclude=drop,illegal | The setting"
            + " websocket-echo.scenarios.exclude cannot be illegal: it must be a group such as"
            + " group:illegal, the id of a scenario such as refuse, or sequence.",
        "--websocket-echo.limits.connections-per-address=-1 | The setting"
            + " websocket-echo.limits.connections-per-address cannot be -1: it must be 0 to"
            + " 1000000.",
        "--websocket-echo.limits.closing=61s | The setting websocket-echo.limits.closing cannot be"
            + " 61000ms: it must be 10ms to 1m.",
        "--websocket-echo.limits.backlog=17GB | The setting websocket-echo.limits.backlog cannot"
            + " be 18253611008B: it must be 0, or 1MB to 16GB.",
        "--websocket-echo.connections.count=5 | The setting websocket-echo.connections.count has a"
            + " new name: websocket-echo.transcripts.count.",
      })
  void otherInvalidSettingFailsTheStartWithASentence(
      String argument, String sentence, CapturedOutput output) {
    assertFails(output, sentence, argument, "--server.port=0");
  }

  private static void assertFails(CapturedOutput output, String sentence, String... arguments) {
    assertThatException()
        .isThrownBy(() -> SpringApplication.run(WebSocketEchoApplication.class, arguments).close());
    assertThat(output.getAll())
        .contains("APPLICATION FAILED TO START")
        .contains("Description:\n\n" + sentence)
        .doesNotContain("\tat ");
  }

  @Test
  void moreLoopsThanMemoryAllowsFailTheStart(@TempDir Path folder) throws Exception {
    try (var server = start(folder, "--websocket-echo.loops=64")) {
      assertThat(server.waitForEnd()).isEqualTo(1);
      assertThat(server.log())
          .contains(
              "The setting websocket-echo.loops cannot be 64: it must be 0 to 28, because each loop"
                  + " needs 1152KB outside the heap, where this process may use 64MB.")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void loopsThatFitIntoMemoryStart(@TempDir Path folder) throws Exception {
    try (var server = start(folder, "--websocket-echo.loops=28")) {
      assertThat(server.port()).isPositive();
    }
  }

  private static ServerProcess start(Path folder, String argument) throws Exception {
    return ServerProcess.start(
        folder,
        Map.of(),
        List.of("-XX:TieredStopAtLevel=1", "-Xmx64m", "-XX:MaxDirectMemorySize=64m"),
        List.of("--server.port=0", argument));
  }
}
