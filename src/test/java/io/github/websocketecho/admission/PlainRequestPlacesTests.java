package io.github.websocketecho.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketecho.EchoProperties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;

class PlainRequestPlacesTests {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(PlacesConfiguration.class);

  @Configuration
  @EnableConfigurationProperties({EchoProperties.class, TomcatServerProperties.class})
  @Import({ClientAddresses.class, PlainRequestPlaces.class})
  static class PlacesConfiguration {}

  @ParameterizedTest
  @CsvSource({
    "server.tomcat.threads.max=1, 1",
    "server.tomcat.threads.max=2, 1",
    "server.tomcat.threads.max=6, 3",
    "websocket-echo.limits.requests=2, 2",
    "websocket-echo.limits.requests=1000, 100", // Half of Tomcat's own 200 threads.
  })
  void plainRequestAboveTheLimitOrHalfOfTheThreadsGets503(String setting, int limit) {
    runner
        .withPropertyValues(setting)
        .run(
            context -> {
              var places = context.getBean(PlainRequestPlaces.class);
              for (int client = 1; client <= limit; client++) {
                places.take(requestFrom(client), true);
              }
              assertThatExceptionOfType(AdmissionException.class)
                  .isThrownBy(() -> places.take(requestFrom(limit + 1), true))
                  .satisfies(
                      rejected ->
                          assertThat(rejected.getStatusCode())
                              .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
            });
  }

  private static MockHttpServletRequest requestFrom(int client) {
    var request = new MockHttpServletRequest("GET", "/");
    request.setRemoteAddr("192.0.2." + client);
    return request;
  }
}
