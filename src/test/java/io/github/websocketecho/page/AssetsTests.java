package io.github.websocketecho.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

class AssetsTests {

  private static final String MANIFEST =
      """
      {
        "inputs": {"assets/page.js": {"bytes": 1, "imports": []}},
        "outputs": {
          "assets/bundle/page-A.js": {
            "entryPoint": "assets/page.js",
            "inputs": {"assets/page.js": {}, "assets/log.js": {}},
            "imports": [
              {"path": "assets/bundle/shared-B.js", "kind": "import-statement"},
              {"path": "assets/bundle/lazy-C.js", "kind": "dynamic-import"}
            ]
          },
          "assets/bundle/shared-B.js": {
            "inputs": {"assets/one.js": {}, "assets/two.js": {}},
            "imports": [
              {"path": "assets/bundle/inner-D.js", "kind": "import-statement"},
              {"path": "assets/bundle/shared-B.js", "kind": "import-statement"}
            ]
          },
          "assets/bundle/lazy-C.js": {
            "inputs": {},
            "imports": [{"path": "assets/bundle/rest-E.js", "kind": "import-statement"}]
          },
          "assets/bundle/inner-D.js": {"inputs": {}, "imports": []},
          "assets/bundle/rest-E.js": {"inputs": {}, "imports": []},
          "assets/bundle/icon-F.svg": {"inputs": {"assets/icon.svg": {}}, "imports": []}
        }
      }
      """;

  private final Assets bundle = new Assets(new ByteArrayResource(MANIFEST.getBytes(UTF_8)));
  private final Assets files = new Assets(new ClassPathResource("no-bundle.json"));

  AssetsTests() throws IOException {}

  @Test
  void addressLeadsToTheBundle() {
    assertThat(bundle.address("assets/page.js")).isEqualTo("assets/bundle/page-A.js");
    assertThat(bundle.address("assets/icon.svg")).isEqualTo("assets/bundle/icon-F.svg");
  }

  @Test
  void fileOutsideTheBundleKeepsItsAddress() {
    assertThat(bundle.address("assets/other.js")).isEqualTo("assets/other.js");
    assertThat(bundle.imports("assets/other.js")).isEmpty();
  }

  @Test
  void importsAreThoseThatAModuleNeedsBeforeItRuns() {
    assertThat(bundle.imports("assets/page.js"))
        .containsExactly("assets/bundle/shared-B.js", "assets/bundle/inner-D.js");
  }

  @Test
  void withoutABundleEveryFileKeepsItsAddress() {
    assertThat(files.address("assets/page.js")).isEqualTo("assets/page.js");
    assertThat(files.imports("assets/page.js")).isEmpty();
  }
}
