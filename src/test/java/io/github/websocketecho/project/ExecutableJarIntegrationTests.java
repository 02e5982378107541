package io.github.websocketecho.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The executable jar, as the build has made it. */
class ExecutableJarIntegrationTests {

  /** The client of Redis, and what it brings. */
  private static final Pattern REDIS =
      Pattern.compile(
          ".*/(lettuce|netty|reactor|redis|spring-data|spring-boot-data|spring-oxm|spring-tx|jakarta\\.xml).*");

  private static List<String> libraries() throws IOException {
    try (var jar = new ZipFile(Path.of("target", "websocket-echo-exec.jar").toFile())) {
      return jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith("BOOT-INF/lib/"))
          .toList();
    }
  }

  /** A server alone is no larger because others may have replicas. */
  @Test
  void containsTheWholeClientOfRedisOrNothingOfIt() throws IOException {
    List<String> libraries = libraries();
    assertThat(libraries).hasSizeGreaterThan(30);
    if (libraries.stream().noneMatch(name -> name.contains("/lettuce-core"))) {
      assertThat(libraries).noneMatch(name -> REDIS.matcher(name).matches());
    } else {
      assertThat(libraries)
          .filteredOn(name -> REDIS.matcher(name).matches())
          .hasSizeGreaterThan(10);
    }
  }
}
