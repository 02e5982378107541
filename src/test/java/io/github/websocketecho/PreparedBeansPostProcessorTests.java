package io.github.websocketecho;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

class PreparedBeansPostProcessorTests {

  private static boolean isHarmless(String name) {
    return PreparedBeansPostProcessor.isHarmless(ConfigurationPropertyName.adapt(name, '.'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "java.home",
        "logging.level.root",
        "port",
        "server.port",
        "server.servlet.context-path",
        "server.servlet.contextpath",
        "server.servlet.context.path",
        "server.ssl.bundle",
        "server.tomcat.threads.max",
        "spring.application.name",
        "spring.ssl.bundle.pem.own.keystore.certificate",
        "websocket-echo.tls.port",
        "websocket-echo.unknown",
      })
  void settingsThatDecideNoBeanAreHarmless(String name) {
    assertThat(isHarmless(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "management",
        "management.server.port",
        "management.endpoints.web.exposure.include",
        "server",
        "server.forward-headers-strategy",
        "server.forwardheadersstrategy",
        "spring.application.admin.enabled",
        "spring.main.lazy-initialization",
        "spring.profiles.active",
        "spring.threads.virtual.enabled",
      })
  void anyOtherSettingOfSpringBootMayDecideBeans(String name) {
    assertThat(isHarmless(name)).isFalse();
  }
}
