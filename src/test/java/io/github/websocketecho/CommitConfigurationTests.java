package io.github.websocketecho;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class CommitConfigurationTests {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withUserConfiguration(CommitConfiguration.class)
          .withBean(BuildProperties.class, () -> new BuildProperties(properties("version", "1.2")));

  private static Properties properties(String name, String value) {
    var properties = new Properties();
    properties.setProperty(name, value);
    return properties;
  }

  private static GitProperties git(String name, String value) {
    return new GitProperties(properties(name, value));
  }

  private static Map<String, String> entries(BuildProperties properties) {
    Map<String, String> entries = new HashMap<>();
    properties.forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return entries;
  }

  @Test
  void commitIsAProperty() {
    runner
        .withBean(GitProperties.class, () -> git("commit.id.describe", "0123456789-dirty"))
        .run(
            context ->
                assertThat(entries(context.getBean(BuildProperties.class)))
                    .isEqualTo(Map.of("version", "1.2", "commit", "0123456789-dirty")));
  }

  @Test
  void withoutARepositoryThereIsNoCommit() {
    runner.run(
        context ->
            assertThat(entries(context.getBean(BuildProperties.class)))
                .isEqualTo(Map.of("version", "1.2")));
  }

  @Test
  void withoutACommitInTheRepositoryThereIsNoCommit() {
    runner
        .withBean(GitProperties.class, () -> git("branch", "main"))
        .run(
            context ->
                assertThat(entries(context.getBean(BuildProperties.class)))
                    .isEqualTo(Map.of("version", "1.2")));
  }
}
