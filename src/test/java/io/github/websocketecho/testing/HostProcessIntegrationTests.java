package io.github.websocketecho.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The process of the servers, started by the JVM of a test that is a process itself. */
@Timeout(60)
class HostProcessIntegrationTests {

  /**
   * A test: it starts a server, prints its port and its process, and does what its input says: it
   * closes the server, and starts another one.
   */
  static final class TestProcess {

    static final int CLOSE = 'c';
    static final int START = 's';

    private TestProcess() {}

    static void main(String[] arguments) throws IOException {
      WebSocketEcho echo = start();
      for (int command = System.in.read(); command >= 0; command = System.in.read()) {
        echo.close();
        System.out.println("closed");
        if (command == START) {
          echo = start();
        }
      }
    }

    private static WebSocketEcho start() {
      WebSocketEcho echo = WebSocketEcho.start();
      ProcessHandle host = ProcessHandle.current().children().findFirst().orElseThrow();
      System.out.println(echo.uri().getPort() + " " + host.pid());
      return echo;
    }
  }

  private static final class Running implements AutoCloseable {

    final Process test;
    final BufferedReader output;
    int port;
    ProcessHandle host;

    Running(List<String> options) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(ProcessHandle.current().info().command().orElseThrow());
      command.addAll(ServerProcess.QUICK_START);
      command.addAll(options);
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add(TestProcess.class.getName());
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().put("SERVER_PORT", "1");
      builder.environment().put("WEBSOCKET_ECHO_LIMITS_CONNECTIONS", "-5");
      builder.environment().put("JDK_JAVA_OPTIONS", "-Dwebsocket-echo.limits.connections=-5");
      test = builder.start();
      output = test.inputReader(StandardCharsets.UTF_8);
      String[] words = output.readLine().split(" ", -1);
      port = Integer.parseInt(words[0]);
      host = handle(words[1]);
    }

    private static ProcessHandle handle(String pid) {
      return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    void close(int command) throws IOException {
      test.getOutputStream().write(command);
      test.getOutputStream().flush();
      assertThat(output.readLine()).isEqualTo("closed");
    }

    void startAgain() throws IOException {
      close(TestProcess.START);
      String[] words = output.readLine().split(" ", -1);
      port = Integer.parseInt(words[0]);
      host = handle(words[1]);
    }

    void assertEchoes() throws IOException {
      try (var client = RawClient.open(port, "/")) {
        client.sendText("hello");
        assertThat(client.read().text()).isEqualTo("hello");
      }
    }

    void awaitEndOfHost(Duration longest) throws Exception {
      host.onExit().get(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
      test.destroyForcibly();
      host.destroyForcibly();
    }
  }

  private static Path folderOf(ProcessHandle host) {
    String[] arguments = host.info().arguments().orElseThrow();
    return Path.of(arguments[arguments.length - 1]);
  }

  @Test
  void endsTenSecondsAfterItsLastServer() throws Exception {
    try (var running = new Running(List.of())) {
      Path folder = folderOf(running.host);
      running.close(TestProcess.CLOSE);
      long closed = System.nanoTime();
      assertThat(running.host.isAlive()).isTrue();
      running.awaitEndOfHost(Duration.ofSeconds(20));
      assertThat(Duration.ofNanos(System.nanoTime() - closed)).isGreaterThan(Duration.ofSeconds(9));
      assertThat(folder).doesNotExist();
    }
  }

  /** The surroundings of the test have invalid settings, which would prevent the start. */
  @Test
  void readsNothingOfTheSurroundingsStartsAgainAndEndsWithThem() throws Exception {
    List<String> options =
        List.of(
            "-Dserver.port=1",
            "-Dwebsocket-echo.limits.connections=-5",
            "-Dlogging.config=/none.xml",
            "-Dspring.profiles.active=none",
            "-Djava.net.useSystemProxies=true",
            "-Dhttp.proxyHost=127.0.0.1",
            "-Dhttp.proxyPort=1");
    try (var running = new Running(options)) {
      running.assertEchoes();
      Path first = folderOf(running.host);
      running.host.destroyForcibly();
      running.awaitEndOfHost(Duration.ofSeconds(10));

      // The files of a process that was killed are deleted, and another one is started.
      running.startAgain();
      running.assertEchoes();
      assertThat(first).doesNotExist();
      Path folder = folderOf(running.host);
      assertThat(folder).isDirectory();

      running.test.destroyForcibly();
      running.awaitEndOfHost(Duration.ofSeconds(10));
      assertThat(folder).doesNotExist();
    }
  }
}
