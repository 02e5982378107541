package io.github.websocketecho;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What several replicas of the server share.
///
/// @param redis Redis server that the replicas share, a URL such as `redis://host:6379` or
///   `rediss://user:password@host:6379/0` (over TLS); `none` for a server alone. The replicas then
///   share transcripts, ids of connections, attempts, sequences and reports of the conformance
///   suite. `spring.data.redis` has further settings, such as `username`, `password` and
///   `ssl.bundle`. The start fails if this build contains no client of Redis. The client sees: 503
///   with `Retry-After: 1`, if what it asks for needs Redis and there is no answer in 200 ms.
/// @param prefix Beginning of all keys in Redis, 1 to 100 ASCII characters without spaces. Servers
///   that share nothing may use one Redis with different prefixes.
public record ReplicasProperties(
    @DefaultValue("none") String redis, @DefaultValue("websocket-echo") String prefix) {

  /** The setting for a server alone. */
  private static final String NONE = "none";

  private static final Set<String> SCHEMES = Set.of("redis", "rediss");

  /**
   * @throws InvalidSettingException if a value is not allowed
   */
  public ReplicasProperties {
    Allowed.keyPrefix("replicas.prefix", prefix);
    if (!redis.equals(NONE) && !isRedis(redis)) {
      throw Allowed.invalid(
          "replicas.redis",
          // The text may contain a password.
          redis.replaceFirst("(?<=//)[^/]*@", "***@"),
          "none, or a URL such as redis://host:6379 or rediss://user:password@host:6379/0");
    }
  }

  private static boolean isRedis(String text) {
    @Nullable URI uri = uri(text);
    return uri != null
        && uri.getScheme() != null
        && SCHEMES.contains(uri.getScheme())
        && uri.getHost() != null
        && uri.getQuery() == null
        && uri.getPath().matches("(/[0-9]{0,4})?");
  }

  private static @Nullable URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** Whether there may be other replicas. */
  public boolean areOn() {
    return !redis.equals(NONE);
  }
}
