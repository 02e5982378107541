package io.github.websocketecho;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SettingsPostProcessorTests {

  private final StandardEnvironment environment = new StandardEnvironment();

  @ParameterizedTest
  @CsvSource({
    "websocket-echo.connections.count, count",
    "websocket-echo.connections.size, size",
    "websocket-echo.connections.age, age",
    "websocket-echo.connections.open, open",
    "websocket-echo.connections.event-streams-per-address, event-streams-per-address",
    "websocket-echo.connections.eventStreamsPerAddress, event-streams-per-address",
    "websocket-echo.connections.waiting-per-address, waiting-per-address",
    "websocket-echo.connections.list, list"
  })
  void formerPropertyNameFailsTheStartNamingTheNewName(String former, String name) {
    environment.getPropertySources().addFirst(new MapPropertySource("given", Map.of(former, "1")));
    assertNamesTheNewName(name);
  }

  @ParameterizedTest
  @CsvSource({
    "WEBSOCKET_ECHO_CONNECTIONS_COUNT, count",
    "WEBSOCKET_ECHO_CONNECTIONS_EVENT_STREAMS_PER_ADDRESS, event-streams-per-address",
    "WEBSOCKETECHO_CONNECTIONS_EVENTSTREAMSPERADDRESS, event-streams-per-address",
    "WEBSOCKET_ECHO_CONNECTIONS_LIST, list"
  })
  void formerVariableFailsTheStartNamingTheNewName(String former, String name) {
    setVariable(former);
    assertNamesTheNewName(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WEBSOCKET_ECHO_TRANSCRIPTS_COUNT",
        "WEBSOCKET_ECHO_LIMITS_CONNECTIONS",
        "WEBSOCKET_ECHO_LIMITS_CONNECTIONS_PER_ADDRESS"
      })
  void currentNamesAreAccepted(String variable) {
    setVariable(variable);
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void emptyEnvironmentIsAccepted() {
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  private void setVariable(String name) {
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(name, "1")));
  }

  private void assertNamesTheNewName(String name) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(this::check)
        .withMessage(
            "The setting websocket-echo.connections.%s has a new name:"
                + " websocket-echo.transcripts.%s.",
            name, name);
  }

  private void check() {
    new SettingsPostProcessor().postProcessEnvironment(environment, new SpringApplication());
  }
}
