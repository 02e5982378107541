package io.github.websocketecho;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.OriginTrackedResource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.SpringProperties;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;

/**
 * Starts with the beans that the build has prepared (Spring's ahead-of-time processing), which
 * halves the work of a start. The build has decided which beans there are, so they are used only if
 * no setting of Spring Boot may decide otherwise. If one is given that may, Spring Boot searches
 * for its beans as without the preparation.
 *
 * <p>The JVM's option {@code -Dspring.aot.enabled} decides instead if it is given.
 */
@Order // The last place: after all processors that add settings.
final class PreparedBeansPostProcessor implements EnvironmentPostProcessor {

  /** The class that starts with the prepared beans. */
  private static final String PREPARED =
      '/'
          + WebSocketEchoApplication.class.getName().replace('.', '/')
          + "__ApplicationContextInitializer.class";

  /** The names of Spring Boot's settings begin with one of these. Ours decide no bean. */
  private static final Set<String> ROOTS = Set.of("spring", "server", "management");

  /** The settings of Spring Boot that decide no bean, with all that are below them. */
  private static final List<ConfigurationPropertyName> HARMLESS =
      List.of(
          ConfigurationPropertyName.of("server.address"),
          ConfigurationPropertyName.of("server.compression"),
          ConfigurationPropertyName.of("server.http2"),
          ConfigurationPropertyName.of("server.max-http-request-header-size"),
          ConfigurationPropertyName.of("server.port"),
          ConfigurationPropertyName.of("server.servlet.context-path"),
          // The variable SERVER_SERVLET_CONTEXT_PATH has this name.
          ConfigurationPropertyName.of("server.servlet.context.path"),
          ConfigurationPropertyName.of("server.shutdown"),
          ConfigurationPropertyName.of("server.ssl"),
          ConfigurationPropertyName.of("server.tomcat"),
          ConfigurationPropertyName.of("spring.aot"),
          ConfigurationPropertyName.of("spring.application.json"),
          ConfigurationPropertyName.of("spring.application.name"),
          ConfigurationPropertyName.of("spring.application.pid"),
          ConfigurationPropertyName.of("spring.application.version"),
          // The client of Redis has a context of its own.
          ConfigurationPropertyName.of("spring.data.redis"),
          ConfigurationPropertyName.of("spring.lifecycle"),
          ConfigurationPropertyName.of("spring.ssl"));

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (System.getProperty(AotDetector.AOT_ENABLED) == null) {
      SpringProperties.setProperty(
          AotDetector.AOT_ENABLED,
          Boolean.toString(isPrepared(application) && decidesNoBean(environment)));
    }
  }

  /** Tests have beans of their own, and neither {@code spring-boot:run} nor an IDE prepares any. */
  private static boolean isPrepared(SpringApplication application) {
    return application.getMainApplicationClass() == WebSocketEchoApplication.class
        && application.getAllSources().equals(Set.of(WebSocketEchoApplication.class))
        && PreparedBeansPostProcessor.class.getResource(PREPARED) != null;
  }

  /** Whether all settings are harmless that are not in the file that the build has used too. */
  private static boolean decidesNoBean(ConfigurableEnvironment environment) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource names
          && names.stream().anyMatch(name -> !isHarmless(name) && !isInside(source, name))) {
        return false;
      }
    }
    return true;
  }

  static boolean isHarmless(ConfigurationPropertyName name) {
    return name.isEmpty()
        || !ROOTS.contains(name.getElement(0, ConfigurationPropertyName.Form.UNIFORM))
        || HARMLESS.stream()
            .anyMatch(harmless -> harmless.equals(name) || harmless.isAncestorOf(name));
  }

  /** Whether a setting is in a file of the class path. */
  private static boolean isInside(
      ConfigurationPropertySource source, ConfigurationPropertyName name) {
    @Nullable ConfigurationProperty property = source.getConfigurationProperty(name);
    return property != null
        && property.getOrigin() instanceof PropertySourceOrigin inSource
        && inSource.getOrigin() instanceof TextResourceOrigin inText
        && inText.getResource() instanceof OriginTrackedResource tracked
        && tracked.getResource() instanceof ClassPathResource;
  }
}
