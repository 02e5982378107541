package io.github.websocketecho.replica;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What replicas of a test share, in memory. Nothing expires but what is set for a millisecond, and
 * time is what the test says.
 */
public final class SharedHub {

  private static final Duration MOMENT = Duration.ofMillis(1);

  private final Map<String, byte[]> values = new ConcurrentHashMap<>();
  private final Map<String, Duration> ages = new ConcurrentHashMap<>();
  private final Map<String, Map<String, byte[]>> fields = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Long>> ranks = new ConcurrentHashMap<>();
  private final Map<String, Replica> replicas = new ConcurrentHashMap<>();
  private volatile boolean available = true;
  private volatile Runnable use = () -> {};
  private final AtomicLong clock = new AtomicLong();

  /** Another replica. */
  public Replica replica(String id) {
    return Objects.requireNonNull(replicas.computeIfAbsent(id, name -> new Replica(name)));
  }

  /** Whether the shared state answers. */
  public void available(boolean now) {
    available = now;
  }

  /** Forgets everything, as Redis does if it is started again. */
  public void forget() {
    values.clear();
    fields.clear();
    ranks.clear();
  }

  /** Runs an action before each use of the shared state. */
  public void beforeUse(Runnable action) {
    use = action;
  }

  /** The time after which a value would expire, as it was set last; null if it never was. */
  public @Nullable Duration age(String key) {
    return ages.get(key);
  }

  /** The keys of values that there are, sorted. */
  public List<String> keys() {
    return values.keySet().stream().sorted().toList();
  }

  /** Sets a value, as another program might. */
  public void put(String key, byte[] value) {
    values.put(key, value);
  }

  /** A replica. */
  public final class Replica implements SharedState {

    private final String id;
    private final Map<String, UnaryOperator<byte[]>> services = new ConcurrentHashMap<>();
    private final List<Runnable> tasks = new CopyOnWriteArrayList<>();
    private final List<Runnable> last = new CopyOnWriteArrayList<>();

    private Replica(String id) {
      this.id = id;
    }

    /** Runs what is to run now and then. */
    public void maintain() {
      tasks.forEach(Runnable::run);
    }

    /** Ends like a server that is shut down. */
    public void end() {
      last.forEach(Runnable::run);
      kill();
    }

    /** Ends like a process that is killed. */
    public void kill() {
      replicas.remove(id);
    }

    private void check() {
      use.run();
      if (!available) {
        throw ReplicasUnavailableException.noAnswer(null);
      }
    }

    @Override
    public boolean isOn() {
      return true;
    }

    @Override
    public boolean isAvailable() {
      return available;
    }

    @Override
    public String self() {
      return id;
    }

    @Override
    public byte @Nullable [] get(String key) {
      check();
      return values.get(key);
    }

    @Override
    public boolean replace(String key, byte @Nullable [] before, byte[] after, Duration age) {
      check();
      synchronized (values) {
        boolean same = Arrays.equals(values.get(key), before);
        if (same) {
          values.put(key, after);
          ages.put(key, age);
        }
        if (same && age.compareTo(MOMENT) <= 0) {
          values.remove(key);
        }
        return same;
      }
    }

    @Override
    public List<String> keep(Collection<String> keys, Duration age) {
      check();
      keys.forEach(key -> ages.put(key, age));
      return keys.stream()
          .filter(key -> !values.containsKey(key) && !fields.containsKey(key))
          .toList();
    }

    @Override
    public boolean delete(String key) {
      check();
      boolean value = values.remove(key) != null;
      return fields.remove(key) != null || value;
    }

    @Override
    public long increment(String key, Duration age) {
      check();
      byte[] after =
          Objects.requireNonNull(
              values.compute(key, (_, before) -> new byte[before == null ? 1 : before.length + 1]));
      return after.length;
    }

    @Override
    public Map<String, byte[]> fields(String key) {
      check();
      return Map.copyOf(fields.getOrDefault(key, Map.of()));
    }

    @Override
    public Map<String, byte[]> fields(String key, Collection<String> names) {
      Map<String, byte[]> some = new HashMap<>(fields(key));
      some.keySet().retainAll(names);
      return some;
    }

    @Override
    public void setFields(String key, Map<String, byte[]> added, Duration age) {
      check();
      fields.computeIfAbsent(key, _ -> new ConcurrentHashMap<>()).putAll(added);
    }

    @Override
    public void removeField(String key, String name) {
      check();
      fields.getOrDefault(key, new ConcurrentHashMap<>()).remove(name);
    }

    @Override
    public void rank(String key, String member, Duration age) {
      check();
      ranks
          .computeIfAbsent(key, _ -> new ConcurrentHashMap<>())
          .put(member, clock.incrementAndGet());
    }

    @Override
    public void unrank(String key, String member) {
      check();
      ranks.getOrDefault(key, new ConcurrentHashMap<>()).remove(member);
    }

    @Override
    public List<String> ranked(String key, int most) {
      check();
      return ranks.getOrDefault(key, Map.of()).entrySet().stream()
          .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
          .limit(most)
          .map(Map.Entry::getKey)
          .toList();
    }

    @Override
    public List<String> removeOldest(String key, int most, Duration age) {
      List<String> all = ranked(key, Integer.MAX_VALUE);
      List<String> removed = new ArrayList<>(all.subList(Math.min(most, all.size()), all.size()));
      removed.forEach(member -> unrank(key, member));
      return removed;
    }

    @Override
    public boolean isAlive(String replica) {
      check();
      return replicas.containsKey(replica);
    }

    @Override
    public List<String> replicas() {
      check();
      return replicas.keySet().stream().sorted().toList();
    }

    @Override
    public byte @Nullable [] call(
        String replica, String service, byte[] request, Duration longest) {
      check();
      Replica called = replicas.get(replica);
      return called == null
          ? null
          : Objects.requireNonNull(called.services.get(service), service).apply(request);
    }

    @Override
    public void serve(String service, UnaryOperator<byte[]> handler) {
      services.put(service, handler);
    }

    @Override
    public void maintain(Duration interval, Runnable task) {
      tasks.add(task);
    }

    @Override
    public void atEnd(Runnable task) {
      last.add(task);
    }
  }
}
