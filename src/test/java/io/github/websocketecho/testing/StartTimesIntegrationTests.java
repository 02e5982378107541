package io.github.websocketecho.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;

/**
 * How long a start takes in the JVM of a test, beside other servers for tests. Each round starts
 * each of them four times in a JVM of its own, in turns. The table is in {@code
 * target/start-times.md}.
 */
@Tag("thorough")
class StartTimesIntegrationTests {

  private static final int ROUNDS = 5;
  private static final int STARTS = 4;

  /** A server for tests. */
  enum Kind {
    /** This project's. */
    WEBSOCKET_ECHO {
      @Override
      AutoCloseable start() {
        return WebSocketEcho.start();
      }
    },
    /** The same, without the beans that the build prepares. */
    NOT_PREPARED {
      @Override
      AutoCloseable start() {
        return WebSocketEcho.builder().set("spring.main.banner-mode", "off").start();
      }
    },
    /** OkHttp's. */
    MOCK_WEB_SERVER {
      @Override
      AutoCloseable start() throws Exception {
        var server = new MockWebServer();
        server.start();
        return server;
      }
    },
    /** Spring MVC on Tomcat, without a bean of its own. */
    BARE_SPRING_BOOT {
      @Override
      AutoCloseable start() {
        var application = new SpringApplication(Bare.class);
        application.setRegisterShutdownHook(false);
        return application.run(
            "--server.port=0", "--spring.config.location=optional:classpath:/none/");
      }
    };

    abstract AutoCloseable start() throws Exception;
  }

  @ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class
  })
  static class Bare {}

  /** The JVM of a test: it starts a server several times, and prints the times [ms]. */
  static final class Starts {

    private Starts() {}

    static void main(String[] arguments) throws Exception {
      Kind kind = Kind.valueOf(arguments[0]);
      List<String> times = new ArrayList<>();
      for (int start = 0; start < STARTS; start++) {
        long begin = System.nanoTime();
        AutoCloseable server = kind.start();
        times.add(Long.toString(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)));
        server.close();
      }
      System.out.println("times " + String.join(" ", times));
      System.exit(0);
    }
  }

  @Test
  void startsInAboutTheTimeOfABareSpringBoot() throws Exception {
    Map<Kind, List<long[]>> times = new EnumMap<>(Kind.class);
    for (int round = 0; round < ROUNDS; round++) {
      for (Kind kind : Kind.values()) {
        times.computeIfAbsent(kind, _ -> new ArrayList<>()).add(measure(kind));
      }
    }

    var table =
        new StringBuilder(
            "| server | first start [ms] | second | fourth |\n| --- | --- | --- | --- |\n");
    times.forEach(
        (kind, all) ->
            table.append(
                "| %s | %d | %d | %d |\n"
                    .formatted(kind, median(all, 0), median(all, 1), median(all, STARTS - 1))));
    Files.writeString(Path.of("target", "start-times.md"), table);

    List<long[]> ours = times.getOrDefault(Kind.WEBSOCKET_ECHO, List.of());
    List<long[]> bare = times.getOrDefault(Kind.BARE_SPRING_BOOT, List.of());
    assertThat(median(ours, 0)).as("%s", table).isLessThan(2 * median(bare, 0));
    assertThat(median(ours, 1)).as("%s", table).isLessThan(median(ours, 0) / 3);
  }

  private static long[] measure(Kind kind) throws Exception {
    Process jvm =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Starts.class.getName(),
                kind.name())
            .redirectErrorStream(true)
            .start();
    String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output).contains("times ");
    return Stream.of(output.substring(output.indexOf("times ") + 6).strip().split(" ", -1))
        .mapToLong(Long::parseLong)
        .toArray();
  }

  private static long median(List<long[]> rounds, int start) {
    return rounds.stream()
        .mapToLong(times -> times[start])
        .sorted()
        .skip(ROUNDS / 2)
        .findFirst()
        .orElseThrow();
  }
}
