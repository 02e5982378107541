package io.github.websocketecho.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.testing.WebSocketEcho;
import java.io.DataInputStream;
import java.io.File;
import java.lang.reflect.ClassFileFormatVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the build promises that no other test would notice. */
class BuildTests {

  private static String inPom(String path) throws Exception {
    var pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File("pom.xml"));
    return XPathFactory.newInstance().newXPath().evaluate(path, pom);
  }

  /** spring-boot:run runs every phase up to test-compile. */
  @ParameterizedTest
  @ValueSource(strings = {"default-testResources", "default-testCompile"})
  void springBootRunCompilesNoTests(String execution) throws Exception {
    assertThat(
            inPom(
                "/project/build/plugins/plugin/executions/execution[id='%s']/phase"
                    .formatted(execution)))
        .isEqualTo("process-test-classes");
  }

  /** Executions in the same phase run in the order of their plugins. */
  @Test
  void testsAreCompiledBeforeTheBenchmarkRuns() throws Exception {
    String compiler =
        "/project/build/plugins/plugin[artifactId='exec-maven-plugin']"
            + "/preceding-sibling::plugin[artifactId='maven-compiler-plugin']";
    assertThat(inPom("count(" + compiler + ")")).isEqualTo("1");
  }

  /** The image is built without the Git repository, from the file that Maven otherwise writes. */
  @Test
  void imageGetsItsCommitInTheFileThatTheServerReads() throws Exception {
    assertThat(Files.readString(Path.of("Dockerfile"), UTF_8))
        .contains("\"git.commit.id.describe=$COMMIT\" > src/main/resources/git.properties\n")
        .contains("LABEL org.opencontainers.image.revision=$COMMIT\n");
    assertThat(inPom("//plugin[artifactId='maven-antrun-plugin']//echo"))
        .startsWith("git.commit.id.describe=");
  }

  /** A test on an older Java uses a server in a container. */
  @Test
  void packageForTestsNeedsJava17Only() throws Exception {
    try (var bytes =
        new DataInputStream(WebSocketEcho.class.getResourceAsStream("WebSocketEcho.class"))) {
      assertThat(bytes.readInt()).isEqualTo(0xCAFEBABE);
      bytes.readUnsignedShort();
      assertThat(bytes.readUnsignedShort()).isEqualTo(ClassFileFormatVersion.RELEASE_17.major());
    }
  }
}
