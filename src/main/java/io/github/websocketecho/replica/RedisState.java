package io.github.websocketecho.replica;

import io.github.websocketecho.ReplicasProperties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * What replicas share, in Redis. Every key begins with the prefix of the settings and the version
 * of our form, and expires. A replica reports twice a second that it runs.
 */
final class RedisState implements SharedState, SmartLifecycle {

  private static final Logger logger = LoggerFactory.getLogger(RedisState.class);

  /** A replica that has not reported for this long does not run any more. */
  private static final Duration LEASE = Duration.ofSeconds(5);

  private static final String REPLICAS = "replicas";
  private static final int MOST_REPLICAS = 1000;
  private static final byte[] NOTHING = {};

  /** The most members that are removed from a sorted list at a time. */
  private static final int BATCH = 1000;

  private static final RedisScript<Boolean> REPLACE =
      RedisScript.of(
          """
          local value = redis.call('GET', KEYS[1])
          if (value or '') ~= ARGV[1] then return false end
          redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
          return true
          """,
          Boolean.class);

  private static final RedisScript<Long> INCREMENT =
      RedisScript.of(
          """
          local number = redis.call('INCR', KEYS[1])
          redis.call('PEXPIRE', KEYS[1], ARGV[1])
          return number
          """,
          Long.class);

  private static final RedisScript<Boolean> SET_FIELDS =
      RedisScript.of(
          """
          for i = 2, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
          redis.call('PEXPIRE', KEYS[1], ARGV[1])
          return true
          """,
          Boolean.class);

  /** With the time of Redis, because the clocks of replicas differ. */
  private static final String NOW =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      """;

  private static final RedisScript<Boolean> RANK =
      RedisScript.of(
          NOW
              + """
              redis.call('ZADD', KEYS[1], now, ARGV[2])
              redis.call('PEXPIRE', KEYS[1], ARGV[1])
              return true
              """,
          Boolean.class);

  @SuppressWarnings("rawtypes") // Spring has no other type for lists.
  private static final RedisScript<List> REMOVE_OLDEST =
      RedisScript.of(
          NOW
              + """
              local most = tonumber(ARGV[3])
              local old = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[1], 'LIMIT', 0, most)
              local surplus = math.min(redis.call('ZCARD', KEYS[1]) - ARGV[2], most)
              if surplus > #old then old = redis.call('ZRANGE', KEYS[1], 0, surplus - 1) end
              if #old > 0 then redis.call('ZREM', KEYS[1], unpack(old)) end
              return old
              """,
          List.class);

  private final String prefix;
  private final ConfigurableApplicationContext context;
  private final RedisTemplate<String, byte[]> redis = new RedisTemplate<>();
  private final Availability availability = new Availability();
  private final String self = UUID.randomUUID().toString();
  private final RedisCalls calls;
  private final RedisChannels channels;
  private final Maintenance maintenance;
  private final List<Runnable> last = new CopyOnWriteArrayList<>();

  private volatile boolean running;

  private RedisState(ReplicasProperties settings, ConfigurableApplicationContext context) {
    prefix = settings.prefix() + ":1:";
    this.context = context;
    var connections = context.getBean(LettuceConnectionFactory.class);
    redis.setConnectionFactory(connections);
    redis.setKeySerializer(RedisSerializer.string());
    redis.setHashKeySerializer(RedisSerializer.string());
    redis.setValueSerializer(RedisSerializer.byteArray());
    redis.setHashValueSerializer(RedisSerializer.byteArray());
    redis.afterPropertiesSet();
    calls = new RedisCalls(self, this::publish);
    channels =
        new RedisChannels(
            connections,
            Map.of(
                prefix + RedisCalls.calls(self), calls::called,
                prefix + RedisCalls.answers(self), calls::answered));
    maintenance = new Maintenance(availability, this::report, channels::listen);
  }

  /** Makes the state; it connects when the server starts. */
  static RedisState connect(ReplicasProperties settings, ApplicationContext parent) {
    return new RedisState(settings, RedisContext.start(settings, parent));
  }

  /**
   * This replica runs. It is the probe, too.
   *
   * @return whether Redis has known that
   */
  private boolean report() {
    boolean known = Boolean.TRUE.equals(redis.expire(lease(self), LEASE));
    if (!known) {
      redis.opsForValue().set(lease(self), SharedFormat.write(self), LEASE);
    }
    redis.execute(RANK, List.of(prefix + REPLICAS), millis(LEASE), bytes(self));
    return known;
  }

  private String lease(String replica) {
    return prefix + "replica:" + replica;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] millis(Duration age) {
    return bytes(String.valueOf(Math.max(1, age.toMillis())));
  }

  private <T extends @Nullable Object> T run(Supplier<T> command) {
    return availability.run(command);
  }

  private boolean execute(RedisScript<Boolean> script, String key, byte[]... arguments) {
    return run(
        () ->
            Boolean.TRUE.equals(
                redis.execute(script, List.of(prefix + key), (Object[]) arguments)));
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public boolean isAvailable() {
    return availability.isAvailable();
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public byte @Nullable [] get(String key) {
    return run(() -> redis.opsForValue().get(prefix + key));
  }

  @Override
  public boolean replace(String key, byte @Nullable [] before, byte[] after, Duration age) {
    return execute(REPLACE, key, before == null ? NOTHING : before, after, millis(age));
  }

  @Override
  public List<String> keep(Collection<String> keys, Duration age) {
    return keys.stream()
        .filter(key -> run(() -> !Boolean.TRUE.equals(redis.expire(prefix + key, age))))
        .toList();
  }

  @Override
  public boolean delete(String key) {
    return run(() -> Boolean.TRUE.equals(redis.unlink(prefix + key)));
  }

  @Override
  public long increment(String key, Duration age) {
    @Nullable Long number =
        run(() -> redis.execute(INCREMENT, List.of(prefix + key), (Object) millis(age)));
    return Objects.requireNonNull(number);
  }

  @Override
  public Map<String, byte[]> fields(String key) {
    return run(() -> redis.<String, byte[]>opsForHash().entries(prefix + key));
  }

  @Override
  public Map<String, byte[]> fields(String key, Collection<String> names) {
    if (names.isEmpty()) {
      return Map.of();
    }
    List<String> wanted = List.copyOf(names);
    var values = run(() -> redis.<String, byte[]>opsForHash().multiGet(prefix + key, wanted));
    Map<String, byte[]> found = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      byte @Nullable [] value = values.get(i);
      if (value != null) {
        found.put(wanted.get(i), value);
      }
    }
    return found;
  }

  @Override
  public void setFields(String key, Map<String, byte[]> fields, Duration age) {
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(millis(age));
    fields.forEach(
        (name, value) -> {
          arguments.add(bytes(name));
          arguments.add(value);
        });
    execute(SET_FIELDS, key, arguments.toArray(byte[][]::new));
  }

  @Override
  public void removeField(String key, String name) {
    run(() -> redis.opsForHash().delete(prefix + key, name));
  }

  @Override
  public void rank(String key, String member, Duration age) {
    execute(RANK, key, millis(age), bytes(member));
  }

  @Override
  public void unrank(String key, String member) {
    run(() -> redis.opsForZSet().remove(prefix + key, bytes(member)));
  }

  @Override
  public List<String> ranked(String key, int most) {
    return texts(run(() -> redis.opsForZSet().reverseRange(prefix + key, 0, most - 1L)));
  }

  private static List<String> texts(@Nullable Collection<byte[]> values) {
    return values == null
        ? List.of()
        : values.stream().map(value -> new String(value, StandardCharsets.UTF_8)).toList();
  }

  @Override
  public List<String> removeOldest(String key, int most, Duration age) {
    byte[][] arguments = {millis(age), bytes(String.valueOf(most)), bytes(String.valueOf(BATCH))};
    List<?> removed =
        run(() -> redis.execute(REMOVE_OLDEST, List.of(prefix + key), (Object[]) arguments));
    return removed == null
        ? List.of()
        : removed.stream()
            .map(member -> new String((byte[]) member, StandardCharsets.UTF_8))
            .toList();
  }

  @Override
  public boolean isAlive(String replica) {
    return run(() -> Boolean.TRUE.equals(redis.hasKey(lease(replica))));
  }

  @Override
  public List<String> replicas() {
    var _ = removeOldest(REPLICAS, MOST_REPLICAS, LEASE);
    return ranked(REPLICAS, MOST_REPLICAS);
  }

  @Override
  public byte @Nullable [] call(String replica, String service, byte[] request, Duration longest) {
    byte @Nullable [] answer = calls.call(replica, service, request, longest);
    if (answer == null && isAlive(replica)) {
      // It may have lost its connection to Redis, or has died just now.
      throw ReplicasUnavailableException.noAnswer(null);
    }
    return answer;
  }

  private long publish(String channel, byte[] message) {
    @Nullable Long receivers = run(() -> redis.convertAndSend(prefix + channel, message));
    return receivers == null ? 0 : receivers;
  }

  @Override
  public void serve(String service, UnaryOperator<byte[]> handler) {
    calls.serve(service, handler);
  }

  @Override
  public void maintain(Duration interval, Runnable task) {
    maintenance.add(interval, task);
  }

  @Override
  public void atEnd(Runnable task) {
    last.add(task);
  }

  /** Before the event loops, so that the first handshake can be shared. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }

  @Override
  public void start() {
    maintenance.start();
    warmUp();
    running = true;
  }

  /** Loads classes and scripts, because the first handshake waits for them otherwise. */
  private void warmUp() {
    String key = "warm-up:" + self;
    try {
      if (isAvailable() && replace(key, null, SharedFormat.write(self), LEASE)) {
        var _ = get(key);
        var _ = isAlive(self);
      }
    } catch (ReplicasUnavailableException e) {
      logger.debug("Redis is slow", e);
    }
  }

  @Override
  public void stop() {
    running = false;
    for (Runnable task : last) {
      runLast(task);
    }
    maintenance.stop();
    channels.stop();
    availability.probe(
        () -> {
          redis.opsForZSet().remove(prefix + REPLICAS, (Object) bytes(self));
          return Boolean.TRUE.equals(redis.unlink(lease(self)));
        });
    context.close();
  }

  private void runLast(Runnable task) {
    try {
      if (isAvailable()) {
        task.run();
      }
    } catch (RuntimeException e) {
      logger.warn("The last task of the shared state has failed", e);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
