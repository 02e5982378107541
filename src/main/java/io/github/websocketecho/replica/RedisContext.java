package io.github.websocketecho.replica;

import io.github.websocketecho.InvalidSettingException;
import io.github.websocketecho.ReplicasProperties;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.resource.Delay;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Spring Boot's client of Redis, in an application context of its own: so a server without replicas
 * has none of its beans. It is no configuration that Spring finds by itself.
 */
@Import(DataRedisAutoConfiguration.class)
class RedisContext {

  private static final String SETTINGS = "spring.data.redis.";
  private static final int USUAL_PORT = 6379;

  /** The longest time for TCP and TLS. Only the probe waits for it. */
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(1);

  private static final Duration RECONNECT_DELAY = Duration.ofMillis(500);

  /** The most commands that wait for their answers. */
  private static final int QUEUE = 4096;

  /**
   * Starts the context. It connects when it is used.
   *
   * @param parent has Spring's settings and its SSL bundles
   * @throws InvalidSettingException if Spring's settings name another Redis
   */
  static AnnotationConfigApplicationContext start(
      ReplicasProperties settings, ApplicationContext parent) {
    var context = new AnnotationConfigApplicationContext();
    context.setDisplayName("Redis");
    context.setParent(parent); // With its settings.
    ConfigurableEnvironment environment = context.getEnvironment();
    check(environment);
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("replicas", properties(URI.create(settings.redis()))));
    ConfigurationPropertySources.attach(environment);
    context.register(RedisContext.class);
    context.refresh();
    return context;
  }

  /** Rejects settings that name another Redis, which Spring Boot would use instead. */
  private static void check(ConfigurableEnvironment environment) {
    for (String name : List.of("url", "cluster.nodes", "sentinel.nodes", "masterreplica.nodes")) {
      Binder.get(environment)
          .bind(SETTINGS + name, String.class)
          .ifBound(
              _ -> {
                throw new InvalidSettingException(
                    SETTINGS + name,
                    "set",
                    "absent, because websocket-echo.replicas.redis names the only Redis");
              });
    }
  }

  /** One by one, because Spring Boot ignores user name and password beside a URL. */
  private static Map<String, Object> properties(URI redis) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(SETTINGS + "host", redis.getHost());
    properties.put(SETTINGS + "port", redis.getPort() < 0 ? USUAL_PORT : redis.getPort());
    if (redis.getPath().length() > 1) {
      properties.put(SETTINGS + "database", redis.getPath().substring(1));
    }
    if (redis.getScheme().equals("rediss")) {
      properties.put(SETTINGS + "ssl.enabled", true);
    }
    String user = redis.getUserInfo();
    if (user != null) {
      int colon = user.indexOf(':');
      if (colon > 0) {
        properties.put(SETTINGS + "username", user.substring(0, colon));
      }
      properties.put(SETTINGS + "password", user.substring(colon + 1));
    }
    return properties;
  }

  @Bean
  static LettuceClientConfigurationBuilderCustomizer waits() {
    return client ->
        client
            .commandTimeout(SharedState.LONGEST_WAIT)
            .shutdownQuietPeriod(Duration.ZERO)
            .shutdownTimeout(SharedState.LONGEST_WAIT);
  }

  @Bean
  static LettuceClientOptionsBuilderCustomizer bounds() {
    return options ->
        options
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(QUEUE)
            .socketOptions(
                SocketOptions.builder().connectTimeout(LONGEST_CONNECT).keepAlive(true).build());
  }

  @Bean
  static ClientResourcesBuilderCustomizer threads() {
    return resources ->
        resources
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(Delay.constant(RECONNECT_DELAY));
  }
}
