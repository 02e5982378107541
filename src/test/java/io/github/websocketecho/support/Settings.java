package io.github.websocketecho.support;

import io.github.websocketecho.EchoProperties;
import java.util.List;
import java.util.Properties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Creates settings of the application. */
public final class Settings {

  private static final String PREFIX = "websocket-echo";

  private Settings() {}

  /**
   * The defaults with some other values.
   *
   * @param changes each such as {@code limits.idle=1s}
   */
  public static EchoProperties of(List<String> changes) {
    var properties = new Properties();
    for (String setting : changes) {
      int equals = setting.indexOf('=');
      properties.put(PREFIX + "." + setting.substring(0, equals), setting.substring(equals + 1));
    }
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate(PREFIX, EchoProperties.class);
  }
}
