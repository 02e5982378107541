package io.github.websocketecho.support;

import io.github.websocketecho.EchoProperties;
import java.util.List;
import java.util.Properties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as the application has them, with some of its own. */
public final class Settings {

  private static final String PREFIX = "websocket-echo";

  private Settings() {}

  /**
   * The defaults, but for these.
   *
   * @param own each such as {@code limits.idle=1s}
   */
  public static EchoProperties of(List<String> own) {
    var properties = new Properties();
    for (String setting : own) {
      int equals = setting.indexOf('=');
      properties.put(PREFIX + "." + setting.substring(0, equals), setting.substring(equals + 1));
    }
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate(PREFIX, EchoProperties.class);
  }
}
