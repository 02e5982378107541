package io.github.websocketecho.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Node;
import io.github.websocketecho.support.Program;
import io.github.websocketecho.testing.WebSocketEcho;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The tests in other languages that the document shows. They use the HTTP API alone. */
class OtherLanguagesIntegrationTests {

  @RegisterExtension static final WebSocketEcho echo = WebSocketEcho.start();

  private static final Path TESTS = Path.of("src/docs/tests");

  private static final String PASSED_ADDRESS = "/illegal/rsv2?";

  /** The client of either language accepts what this scenario sends. */
  private static final String FAILED_ADDRESS = "/illegal/length-not-minimal?";

  private static final String FAILURE = "had not ended TCP after 2 s.";

  @TempDir private Path folder;

  @Test
  void nodePassesAndFailsWithTheVerdict() throws Exception {
    Program node = Node.withLibraries(folder);

    Program.Run passed = run(node, read("echo.test.mjs"), "echo.test.mjs", "--test");
    assertThat(passed.out()).as(passed.err()).contains("# tests 3\n", "# pass 3\n");
    assertThat(passed.exit()).isZero();

    Program.Run failed = run(node, faulty("echo.test.mjs"), "echo.test.mjs", "--test");
    assertThat(failed.out()).contains("# pass 2\n", "# fail 1\n", FAILURE);
    assertThat(failed.exit()).isEqualTo(1);
  }

  @Test
  void pythonPassesAndFailsWithTheVerdict() throws Exception {
    Program python = Program.required("python3", "-c", "import websockets");

    Program.Run passed = run(python, read("test_echo.py"), "test_echo.py", "-m", "unittest");
    assertThat(passed.err()).contains("Ran 1 test in ").endsWith("\nOK\n");
    assertThat(passed.exit()).isZero();

    Program.Run failed = run(python, faulty("test_echo.py"), "test_echo.py", "-m", "unittest");
    assertThat(failed.err()).contains(FAILURE).endsWith("\nFAILED (failures=1)\n");
    assertThat(failed.exit()).isEqualTo(1);
  }

  private static String read(String file) throws IOException {
    return Files.readString(TESTS.resolve(file));
  }

  private static String faulty(String file) throws IOException {
    String test = read(file);
    assertThat(test).containsOnlyOnce(PASSED_ADDRESS);
    return test.replace(PASSED_ADDRESS, FAILED_ADDRESS);
  }

  private Program.Run run(Program program, String test, String file, String... options)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve(file), test);
    String[] arguments = Arrays.copyOf(options, options.length + 1);
    arguments[options.length] = file;
    return program.run(folder, Map.of("ECHO", echo.uri().getAuthority()), arguments);
  }
}
