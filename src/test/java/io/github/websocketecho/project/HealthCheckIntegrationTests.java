package io.github.websocketecho.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.OverTls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** What the image's health check says of a server with the same variables. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DisabledOnOs(OS.WINDOWS)
class HealthCheckIntegrationTests {

  private static final String SCRIPT = "src/main/container/healthcheck.sh";
  private static final List<String> VARIABLES =
      List.of(
          "PORT",
          "SERVER_PORT",
          "SERVER_SERVLET_CONTEXT_PATH",
          "MANAGEMENT_SERVER_PORT",
          "MANAGEMENT_SERVER_BASE_PATH");

  @LocalServerPort private int port;
  @Autowired private ApplicationContext application;

  private static boolean passes(Map<String, Object> variables) throws Exception {
    var builder = new ProcessBuilder("bash", SCRIPT).redirectErrorStream(true);
    builder.environment().keySet().removeAll(VARIABLES);
    variables.forEach((name, value) -> builder.environment().put(name, value.toString()));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      return process.exitValue() == 0;
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void isTheOneOfTheImage() throws Exception {
    assertThat(Files.readString(Path.of("Dockerfile"), UTF_8))
        .contains("COPY --from=build /build/" + SCRIPT + " ./\n")
        .contains("CMD [\"timeout\", \"4\", \"bash\", \"/app/healthcheck.sh\"]\n");
  }

  @Test
  void asksAtThePortAndPassesWhileTheServerIsHealthyAlone() throws Exception {
    assertThat(passes(Map.of("PORT", port))).isTrue();
    assertThat(passes(Map.of("SERVER_PORT", port, "PORT", 1))).isTrue();
    assertThat(passes(Map.of("PORT", port, "MANAGEMENT_SERVER_PORT", port))).isTrue();
    AvailabilityChangeEvent.publish(application, ReadinessState.REFUSING_TRAFFIC);
    try {
      assertThat(passes(Map.of("PORT", port))).isFalse();
    } finally {
      AvailabilityChangeEvent.publish(application, ReadinessState.ACCEPTING_TRAFFIC);
    }
  }

  @Test
  void failsWhereNobodyListensOrSomethingElseIsThere() throws Exception {
    assertThat(passes(Map.of("PORT", 1))).isFalse();
    assertThat(passes(Map.of("PORT", port, "SERVER_SERVLET_CONTEXT_PATH", "/none"))).isFalse();
  }

  /** It speaks no TLS itself. */
  @Nested
  @OverTls
  @TestPropertySource(
      properties = {
        "server.servlet.context-path=/echo",
        "management.server.port=0",
        "management.server.ssl.enabled=false",
        "management.server.base-path=/manage"
      })
  class WhereHealthHasAPortOfItsOwn {

    @LocalServerPort private int mainPort;
    @LocalManagementPort private int managementPort;

    @Test
    void asksThere() throws Exception {
      Map<String, Object> variables = new HashMap<>();
      variables.put("PORT", mainPort);
      variables.put("SERVER_SERVLET_CONTEXT_PATH", "/echo");
      assertThat(passes(variables)).isFalse();
      variables.put("MANAGEMENT_SERVER_PORT", managementPort);
      assertThat(passes(variables)).isFalse();
      variables.put("MANAGEMENT_SERVER_BASE_PATH", "/manage");
      assertThat(passes(variables)).isTrue();
    }
  }

  @Nested
  @TestPropertySource(properties = "server.servlet.context-path=/echo")
  class WhereThereIsAPathBeforeAll {

    @LocalServerPort private int mainPort;

    @Test
    void asksBelowIt() throws Exception {
      assertThat(passes(Map.of("PORT", mainPort))).isFalse();
      assertThat(passes(Map.of("PORT", mainPort, "SERVER_SERVLET_CONTEXT_PATH", "/echo"))).isTrue();
    }
  }
}
