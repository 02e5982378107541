package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageLayoutTests {

  @ParameterizedTest
  @CsvSource({
    "/,                      '',          ./",
    "/drop,                  '',          ./",
    "/close/1000,            '',          ../",
    "/a/b/,                  '',          ../../",
    "//a,                    '',          ../",
    "/tools/echo/,           /tools/echo, ./",
    "/tools/echo/close/1000, /tools/echo, ../",
  })
  void rootIsRelativeToThePath(String path, String contextPath, String root) {
    assertThat(PageLayout.root(path, contextPath)).isEqualTo(root);
  }

  @Test
  void rootOfALongPathIsShort() {
    assertThat(PageLayout.root("/echo" + "/x".repeat(1_000), "/echo")).isEqualTo("/echo/");
  }
}
