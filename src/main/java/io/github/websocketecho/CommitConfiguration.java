package io.github.websocketecho;

import java.util.Properties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Adds the commit to the properties of the build, which the footer of the pages and the info
 * endpoint show. Maven writes it to a file of its own, which is missing if the sources came without
 * a Git repository.
 */
@Configuration(proxyBeanMethods = false)
class CommitConfiguration {

  @Bean
  static BeanPostProcessor commitOfTheBuild(ObjectProvider<GitProperties> repository) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        GitProperties git = bean instanceof BuildProperties ? repository.getIfAvailable() : null;
        String commit = git == null ? null : git.get("commit.id.describe");
        return bean instanceof BuildProperties build && commit != null
            ? withCommit(build, commit)
            : bean;
      }
    };
  }

  private static BuildProperties withCommit(BuildProperties build, String commit) {
    var properties = new Properties();
    build.forEach(property -> properties.setProperty(property.getKey(), property.getValue()));
    properties.setProperty("commit", commit);
    return new BuildProperties(properties);
  }
}
