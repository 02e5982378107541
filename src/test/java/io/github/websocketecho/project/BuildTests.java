package io.github.websocketecho.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
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
}
