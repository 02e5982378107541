package io.github.websocketecho;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

class EchoPropertiesTests {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
          .withUserConfiguration(Settings.class);

  @Test
  void letsEveryOriginInByDefault() {
    runner.run(
        context ->
            assertThat(context.getBean(EchoProperties.class).allowedOrigins())
                .containsExactly("*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "https://example.com",
        "http://localhost:8080",
        "https://*.example.com",
        "http://localhost:*",
        "http://[::1]:8080",
        "chrome-extension://abc"
      })
  void takesAnOrigin(String origin) {
    runner
        .withPropertyValues("websocket-echo.allowed-origins=" + origin)
        .run(
            context ->
                assertThat(context.getBean(EchoProperties.class).allowedOrigins())
                    .containsExactly(origin));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com", "https://", "https://example.com/", "https://example.com/path",
        "https://example.com:port", "https://a b", "**", "https://example.com?x"
      })
  void stopsTheStartAtWhatIsNoOriginAndNamesTheProperty(String origin) {
    runner
        .withPropertyValues("websocket-echo.allowed-origins=https://example.com," + origin)
        .run(
            context ->
                assertThat(context)
                    .hasFailed()
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("websocket-echo")
                    .hasMessageContaining("allowedOrigins[1]")
                    .hasMessageContaining("must be *, null or an origin such as"));
  }

  @Test
  void stopsTheStartWithoutAnyOrigin() {
    runner
        .withPropertyValues("websocket-echo.allowed-origins=")
        .run(
            context ->
                assertThat(context)
                    .hasFailed()
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("allowedOrigins")
                    .hasMessageContaining("must not be empty"));
  }

  @Test
  void stopsTheStartAtANameThatIsNoSetting() {
    runner
        .withPropertyValues("websocket-echo.alowed-origins=*")
        .run(
            context ->
                assertThat(context)
                    .hasFailed()
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("websocket-echo.alowed-origins"));
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(EchoProperties.class)
  static class Settings {}
}
