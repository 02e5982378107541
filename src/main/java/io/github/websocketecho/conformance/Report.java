package io.github.websocketecho.conformance;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The results of an agent, the last of each case. Any thread. */
final class Report {

  /** The memory of a report without results [bytes], about. */
  private static final int OVERHEAD = 1024;

  private final Agent agent;
  private final String file;
  private final Instant begun = Instant.now();
  private volatile Instant used = begun;
  private final AtomicInteger weight = new AtomicInteger(OVERHEAD);
  private volatile @Nullable InetAddress owner;
  private final Map<String, CaseResult> results = new ConcurrentHashMap<>();
  private final AtomicBoolean changed = new AtomicBoolean();
  private final Map<String, Runnable> waiting = new ConcurrentHashMap<>();

  /**
   * @param file the name of the agent in files, unique among all reports
   */
  Report(Agent agent, String file) {
    this.agent = agent;
    this.file = file;
  }

  Agent agent() {
    return agent;
  }

  /** The name of the agent in files. */
  String file() {
    return file;
  }

  /** Whether a client at this address ran the first case. This machine has several addresses. */
  boolean isOwnedBy(InetAddress client) {
    InetAddress first = owner;
    return client.equals(first)
        || (first != null && first.isLoopbackAddress() && client.isLoopbackAddress());
  }

  /** When it was used last. */
  Instant used() {
    return used;
  }

  /** It is used now. */
  void touch() {
    used = Instant.now();
  }

  /** Whether no case has a result. */
  boolean isEmpty() {
    return results.isEmpty();
  }

  /** When its first case began. */
  Instant begun() {
    return begun;
  }

  /**
   * A case begins: its last result is forgotten.
   *
   * @param client the address of the client
   */
  void begin(String id, InetAddress client) {
    own(client);
    CaseResult before = results.remove(id);
    weight.addAndGet(before == null ? 0 : -before.weight());
  }

  private void own(InetAddress client) {
    if (owner == null) {
      owner = client;
    }
    touch();
  }

  /**
   * A case has a result. If its client has ended TCP at once, it did not begin.
   *
   * @param client the address of the client
   */
  void add(CaseResult result, InetAddress client) {
    own(client);
    CaseResult before = results.put(result.tested().id(), result);
    weight.addAndGet(result.weight() - (before == null ? 0 : before.weight()));
    changed.set(true);
    Runnable waits = waiting.remove(result.tested().id());
    if (waits != null) {
      waits.run();
    }
  }

  /** Whether there is a result since the last call. */
  boolean takeChanged() {
    return changed.getAndSet(false);
  }

  /** The result of a case; empty if it has none yet. */
  Optional<CaseResult> result(String id) {
    return Optional.ofNullable(results.get(id));
  }

  /** All results, in the order of their cases. */
  List<CaseResult> results() {
    return results.values().stream()
        .sorted(Comparator.comparing((CaseResult result) -> result.tested().id(), CaseIds.ORDER))
        .toList();
  }

  /**
   * Runs a task as soon as a case has a result. A later task for the same case replaces it.
   *
   * @return what to give to {@link #stopWaiting}; null if the case has a result already
   */
  @Nullable Runnable await(String id, Runnable task) {
    waiting.put(id, task);
    if (results.containsKey(id) && waiting.remove(id, task)) {
      return null;
    }
    return task;
  }

  /** Forgets a task of {@link #await}. */
  void stopWaiting(String id, Runnable task) {
    waiting.remove(id, task);
  }

  /** About how much memory it uses [bytes]. */
  int weight() {
    return weight.get();
  }
}
