package io.github.websocketecho.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Stands for the driver of a reader. */
final class MyDriver {

  private MyDriver() {}

  /** Runs all cases with the driver of the documents. */
  static void run(URI server, String agent) throws IOException, InterruptedException {
    var java = new Program(Path.of(System.getProperty("java.home"), "bin", "java"));
    Program.Run run =
        java.run(Path.of("."), Map.of(), "src/docs/drivers/Driver.java", server.toString(), agent);
    assertThat(run.out()).as(run.err()).containsPattern("^(\\d+) of \\1 cases run, ");
  }
}
