package io.github.websocketecho.replica;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.InvalidSettingException;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

/**
 * Connects to Redis if the settings name one. No class of Redis is loaded otherwise, because a
 * server alone need not have them.
 */
@Configuration(proxyBeanMethods = false)
class ReplicaConfiguration {

  private static final String CLIENT = "io.lettuce.core.RedisClient";

  /**
   * @throws InvalidSettingException if there should be a client of Redis, and is none
   */
  @Bean
  static SharedState sharedState(EchoProperties properties, ApplicationContext context) {
    var settings = properties.replicas();
    if (!settings.areOn()) {
      return new Unshared();
    }
    if (!ClassUtils.isPresent(CLIENT, ReplicaConfiguration.class.getClassLoader())) {
      throw new InvalidSettingException(
          "websocket-echo.replicas.redis",
          "a URL",
          "none, because this build contains no client of Redis; Maven adds it with -Dredis=true,"
              + " and to an image with --build-arg REDIS=true");
    }
    return RedisState.connect(settings, context);
  }
}
