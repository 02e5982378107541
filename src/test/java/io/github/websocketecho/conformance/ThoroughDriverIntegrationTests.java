package io.github.websocketecho.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Node;
import io.github.websocketecho.support.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The documented driver for Node.js, with all cases of all groups. */
@Tag("thorough")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ThoroughDriverIntegrationTests {

  @LocalServerPort private int port;
  @Autowired private CaseCatalogue cases;
  @TempDir private Path folder;

  /** The client accepts a length that is not in its shortest form, and is right in all else. */
  @Test
  void nodeRunsAllCases() throws Exception {
    Program node = Node.withLibraries(folder);
    Files.copy(Path.of("src/docs/drivers/driver.mjs"), folder.resolve("driver.mjs"));

    Program.Run run =
        node.run(
            Duration.ofMinutes(40),
            folder,
            Map.of(),
            "driver.mjs",
            "ws://localhost:" + port + "/all",
            "ws");

    int all = cases.of(CaseSet.ALL).size();
    assertThat(run.out())
        .as(run.err())
        .isEqualTo(all + " of " + all + " cases run, 1 failed\nillegal/length-not-minimal\n");
  }
}
