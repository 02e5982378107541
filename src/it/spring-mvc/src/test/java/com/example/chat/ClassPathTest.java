package com.example.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.websocketecho.testing.WebSocketEcho;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The class path gains one package, and no library. */
class ClassPathTest {

  private static Path jar() throws Exception {
    return Path.of(WebSocketEcho.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void jarHasOnePackage() throws Exception {
    try (JarFile jar = new JarFile(jar().toFile())) {
      List<String> others =
          jar.stream()
              .filter(entry -> !entry.isDirectory())
              .map(ZipEntry::getName)
              .filter(name -> !name.startsWith("io/github/websocketecho/testing/"))
              .toList();
      assertEquals(List.of("META-INF/MANIFEST.MF"), others);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.github.websocketecho.WebSocketEchoApplication",
        "io.github.websocketecho.engine.EventLoop",
        "com.github.benmanes.caffeine.cache.Caffeine",
        "io.github.bucket4j.Bucket",
      })
  void classesOfTheServerAreNotThere(String name) {
    assertThrows(ClassNotFoundException.class, () -> Class.forName(name));
  }

  /** The local repository has the POM beside the jar. */
  @Test
  void pomBringsNothing() throws Exception {
    String pom = Files.readString(Path.of(jar().toString().replaceAll("jar$", "pom")));
    assertFalse(pom.contains("<dependenc"), pom);
    assertFalse(pom.contains("<parent>"), pom);
  }
}
