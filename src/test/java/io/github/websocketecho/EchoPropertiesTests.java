package io.github.websocketecho;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class EchoPropertiesTests {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void everyOriginIsAllowedByDefault() {
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
        "HTTPS://X.EXAMPLE",
        "http://localhost:8080",
        "https://*.example.com",
        "http://localhost:*",
        "http://[::1]:8080",
        "chrome-extension://abc"
      })
  void validOriginIsAccepted(String origin) {
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
  void invalidOriginFailsTheStartNamingTheProperty(String origin) {
    runner
        .withPropertyValues("websocket-echo.allowed-origins=https://example.com," + origin)
        .run(
            context ->
                assertThat(context)
                    .hasFailed()
                    .getFailure()
                    .rootCause()
                    .hasMessageStartingWith(
                        "The setting websocket-echo.allowed-origins cannot be "
                            + origin
                            + ": it must be *, null or an origin such as"));
  }

  @Test
  void noOriginMayUseTheApiByDefault() {
    runner.run(
        context ->
            assertThat(context.getBean(EchoProperties.class).api().allowedOrigins()).isEmpty());
  }

  @Test
  void originsOfTheApiAreValidatedLikeThoseOfConnections() {
    runner
        .withPropertyValues("websocket-echo.api.allowed-origins=*,null,http://localhost:*")
        .run(
            context ->
                assertThat(context.getBean(EchoProperties.class).api().allowedOrigins())
                    .containsExactly("*", "null", "http://localhost:*"));
    runner
        .withPropertyValues("websocket-echo.api.allowed-origins=https://example.com,example.com")
        .run(
            context ->
                assertThat(context)
                    .hasFailed()
                    .getFailure()
                    .rootCause()
                    .hasMessageStartingWith(
                        "The setting websocket-echo.api.allowed-origins cannot be example.com:"
                            + " it must be *, null or an origin such as"));
  }

  @Test
  void emptyListOfOriginsFailsTheStart() {
    runner
        .withPropertyValues("websocket-echo.allowed-origins=")
        .run(
            context ->
                assertThat(context)
                    .hasFailed()
                    .getFailure()
                    .rootCause()
                    .hasMessage(
                        "The setting websocket-echo.allowed-origins cannot be empty:"
                            + " it must be one origin or more, or *."));
  }

  @ParameterizedTest
  @CsvSource({
    "loops=0",
    "loops=64",
    "limits.connections=0",
    "limits.connections=1000000",
    "limits.connections-per-address=0",
    "limits.connections-per-address=1000000",
    "limits.connection-rate=0",
    "limits.connection-rate=1000000",
    "limits.handshakes=0",
    "limits.handshakes=1000000",
    "limits.handshake=100ms",
    "limits.handshake=5m",
    "limits.message-rate=0",
    "limits.message-rate=1000000",
    "limits.byte-rate=0",
    "limits.byte-rate=1TB",
    "limits.backlog=0",
    "limits.backlog=1MB",
    "limits.backlog=16GB",
    "limits.compression=0",
    "limits.compression=1MB",
    "limits.compression=16GB",
    "limits.lifetime=0s",
    "limits.lifetime=30d",
    "trusted-proxies=10.0.0.1",
    "trusted-proxies=fd00::/8",
    "limits.message-size=0",
    "limits.message-size=64KB",
    "limits.idle=0s",
    "limits.idle=30d",
    "limits.write-stall=0s",
    "limits.write-stall=1h",
    "limits.closing=10ms",
    "limits.closing=1m",
    "transcripts.count=1",
    "transcripts.count=1000000",
    "transcripts.size=0",
    "transcripts.size=1MB",
    "transcripts.size=16GB",
    "transcripts.age=1s",
    "transcripts.age=30d",
    "transcripts.open=1",
    "transcripts.open=1000000",
    "transcripts.event-streams-per-address=1",
    "transcripts.event-streams-per-address=256",
    "transcripts.waiting-per-address=1",
    "transcripts.waiting-per-address=256",
    "transcripts.list=false",
    "transcripts.list=true",
  })
  void edgesOfEachRangeAreAccepted(String setting) {
    runner
        .withPropertyValues("websocket-echo." + setting)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @CsvSource({
    "loops=-1",
    "loops=65",
    "loops=many",
    "transcripts.event-streams-per-address=0",
    "transcripts.event-streams-per-address=257",
    "transcripts.waiting-per-address=0",
    "transcripts.waiting-per-address=257",
    "limits.connections=-1",
    "limits.connections=1000001",
    "limits.connections-per-address=-1",
    "limits.connections-per-address=1000001",
    "limits.connection-rate=-1",
    "limits.connection-rate=1000001",
    "limits.handshakes=-1",
    "limits.handshakes=1000001",
    "limits.handshake=99ms",
    "limits.handshake=301s",
    "limits.message-rate=-1",
    "limits.message-rate=1000001",
    "limits.byte-rate=-1B",
    "limits.backlog=1023KB",
    "limits.backlog=17GB",
    "limits.backlog=-1B",
    "limits.compression=1023KB",
    "limits.compression=17GB",
    "limits.lifetime=-1s",
    "limits.lifetime=31d",
    "trusted-proxies=example.com",
    "trusted-proxies=10.0.0.0/",
    "limits.message-size=-1B",
    "limits.echo-buffer=2GB",
    "limits.socket-buffer=65MB",
    "limits.socket-buffer=-1B",
    "limits.message-size=x",
    "limits.idle=-1s",
    "limits.idle=31d",
    "limits.write-stall=-1s",
    "limits.write-stall=61m",
    "limits.closing=0s",
    "limits.closing=9ms",
    "limits.closing=61s",
    "transcripts.count=0",
    "transcripts.count=1000001",
    "transcripts.size=1023KB",
    "transcripts.size=17GB",
    "transcripts.age=999ms",
    "transcripts.age=31d",
    "transcripts.open=0",
    "transcripts.open=1000001",
    "transcripts.list=maybe",
  })
  void valueBeyondARangeFailsTheStartNamingTheProperty(String setting) {
    String name = setting.substring(0, setting.indexOf('='));
    runner
        .withPropertyValues("websocket-echo." + setting)
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(allMessages(context.getStartupFailure()))
                  .contains("websocket-echo." + name);
            });
  }

  @Test
  void unknownNameFailsTheStart() {
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

  private static String allMessages(@Nullable Throwable failure) {
    var messages = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      messages.append(cause.getMessage()).append('\n');
    }
    return messages.toString();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(EchoProperties.class)
  static class Settings {}
}
