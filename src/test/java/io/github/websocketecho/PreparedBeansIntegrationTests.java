package io.github.websocketecho;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.ServerProcess;
import io.github.websocketecho.support.TestKeyStore;
import io.github.websocketecho.support.TrustingTls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport.ConditionAndOutcomes;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Every setting works, with the beans that the build has prepared and without them. */
class PreparedBeansIntegrationTests {

  private static final String PREPARED = "Starting AOT-processed WebSocketEchoApplication";

  private static final Pattern TWO_PORTS =
      Pattern.compile("started on ports (\\d+) \\(http\\), (\\d+) \\(https\\)");

  private static final Pattern TWO_SERVERS =
      Pattern.compile("(?s)started on port (\\d+) .*started on port (\\d+) ");

  /** Such as {@code @ConditionalOnProperty (server.forward-headers-strategy=framework)}. */
  private static final Pattern CONDITION =
      Pattern.compile("@ConditionalOn(?:Boolean)?Property \\(([^)]*)\\)");

  private static final Pattern NAME =
      Pattern.compile("(?:spring|server|management)(?:\\.[a-z0-9-]+)+");

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  @TempDir private Path folder;

  private ServerProcess start(Map<String, String> environment, String... settings)
      throws IOException {
    return ServerProcess.start(
        folder,
        environment,
        ServerProcess.QUICK_START,
        Stream.concat(Stream.of("server.port=0"), Stream.of(settings))
            .map(setting -> "--" + setting)
            .toList());
  }

  private static int status(String address) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(TrustingTls.context()).build()) {
      var request = HttpRequest.newBuilder(URI.create(address)).build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  @Test
  void tlsPortAndContextPathWorkWithThem() throws Exception {
    try (var server =
        start(Map.of("SERVER_SERVLET_CONTEXT_PATH", "/path"), "websocket-echo.tls.port=0")) {
      MatchResult ports = server.await(TWO_PORTS);
      assertThat(status("http://localhost:" + ports.group(1) + "/path/certificates")).isEqualTo(OK);
      assertThat(status("https://localhost:" + ports.group(2) + "/path/actuator/health"))
          .isEqualTo(OK);
      assertThat(status("https://localhost:" + ports.group(2) + "/actuator/health"))
          .isEqualTo(NOT_FOUND);
      assertThat(server.log()).contains(PREPARED);
    }
  }

  @Test
  void tlsOfSpringBootWorksWithThem() throws Exception {
    String[] settings =
        TestKeyStore.settings().entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
    try (var server = start(Map.of(), settings)) {
      assertThat(status("https://localhost:" + server.port() + "/")).isEqualTo(OK);
      assertThat(server.log()).contains(PREPARED);
    }
  }

  /** Spring Boot decides at the start whether there are beans for a second server. */
  @Test
  void portOfManagementWorksWithoutThem() throws Exception {
    try (var server = start(Map.of("MANAGEMENT_SERVER_PORT", "0"))) {
      MatchResult ports = server.await(TWO_SERVERS);
      String health = "/actuator/health";
      assertThat(status("http://localhost:" + ports.group(1) + health)).isNotEqualTo(OK);
      assertThat(status("http://localhost:" + ports.group(2) + health)).isEqualTo(OK);
      assertThat(server.log()).doesNotContain(PREPARED);
    }
  }

  @Test
  void conditionsOfBeansNameNoHarmlessSetting() {
    var application = new SpringApplication(WebSocketEchoApplication.class);
    try (var context = application.run("--server.port=0")) {
      List<ConfigurationPropertyName> names =
          ConditionEvaluationReport.get(context.getBeanFactory())
              .getConditionAndOutcomesBySource()
              .values()
              .stream()
              .flatMap(ConditionAndOutcomes::stream)
              .map(outcome -> CONDITION.matcher(outcome.getOutcome().getMessage()))
              .filter(Matcher::find)
              .flatMap(found -> NAME.matcher(found.group(1)).results().map(MatchResult::group))
              .map(name -> ConfigurationPropertyName.adapt(name, '.'))
              .toList();
      assertThat(names)
          .hasSizeGreaterThan(20)
          .contains(ConfigurationPropertyName.of("server.forward-headers-strategy"))
          .noneMatch(PreparedBeansPostProcessor::isHarmless);
    }
  }
}
