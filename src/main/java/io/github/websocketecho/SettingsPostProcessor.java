package io.github.websocketecho;

import java.lang.reflect.RecordComponent;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Checks settings that Spring Boot accepts although they are invalid: ports, the context path, and
 * former names. Otherwise the start would fail late, with a stack trace, or not at all.
 */
@Order // The last place: after all processors that add settings.
final class SettingsPostProcessor implements EnvironmentPostProcessor {

  private static final int LARGEST_PORT = 65_535;

  /** Disables a port. TomcatCustomizer rejects this for the server's own port. */
  private static final int NO_PORT = -1;

  /** The former prefix of the settings of transcripts. */
  private static final ConfigurationPropertyName FORMER_NAME =
      ConfigurationPropertyName.of("websocket-echo.connections");

  /**
   * @throws InvalidSettingException at the first invalid setting
   */
  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (!isPort(environment, "server.port")) {
      throw InvalidSettingException.port(environment.getProperty("server.port", ""));
    }
    String management = "management.server.port";
    if (!isPort(environment, management)) {
      throw new InvalidSettingException(
          management, environment.getProperty(management, ""), "-1 (for none) to 65535");
    }
    checkPath(environment, "server.servlet.context-path");
    checkNames(environment);
  }

  /** Rejects former names, because Spring Boot ignores unknown names of environment variables. */
  private static void checkNames(ConfigurableEnvironment environment) {
    for (RecordComponent component : EchoProperties.Transcripts.class.getRecordComponents()) {
      String name = DataObjectPropertyName.toDashedForm(component.getName());
      ConfigurationPropertyName former = FORMER_NAME.append(name);
      for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
        if (source.getConfigurationProperty(former) != null) {
          throw InvalidSettingException.renamed(
              former.toString(), "websocket-echo.transcripts." + name);
        }
      }
    }
  }

  private static boolean isPort(ConfigurableEnvironment environment, String name) {
    String text = environment.getProperty(name, "").strip();
    try {
      int port = text.isEmpty() ? 0 : Integer.parseInt(text);
      return port >= NO_PORT && port <= LARGEST_PORT;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static void checkPath(ConfigurableEnvironment environment, String name) {
    String path = environment.getProperty(name, "").strip();
    if (!path.isEmpty() && (!path.startsWith("/") || path.endsWith("/"))) {
      throw new InvalidSettingException(
          name, path, "empty, or a path that begins with a slash and does not end with one");
    }
  }
}
