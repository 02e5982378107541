package io.github.websocketecho.conformance;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The results of an agent, the last of each case. Any thread. */
final class Report {

  /** The memory of a report without results [bytes], about. */
  private static final int OVERHEAD = 1024;

  private final Agent agent;
  private final String file;
  private final AtomicReference<Origin> origin =
      new AtomicReference<>(new Origin(Instant.now(), null));
  private volatile Instant used = Instant.now();
  private final AtomicInteger weight = new AtomicInteger(OVERHEAD);
  private final @Nullable Versions versions;
  private final Map<String, CaseResult> results = new ConcurrentHashMap<>();
  private final AtomicBoolean changed = new AtomicBoolean();
  private final Map<String, Runnable> waiting = new ConcurrentHashMap<>();

  /**
   * @param file the name of the agent in files, unique among all reports
   * @param versions those of the results that replicas share; null for a server alone
   */
  Report(Agent agent, String file, @Nullable Versions versions) {
    this.agent = agent;
    this.file = file;
    this.versions = versions;
  }

  /**
   * How a report began.
   *
   * @param begun when its first case did
   * @param owner the address of the client that ran this case; null if none has begun
   */
  record Origin(Instant begun, @Nullable InetAddress owner) {

    /** Whether it is of a client at this address. This machine has several addresses. */
    boolean isOf(InetAddress client) {
      return client.equals(owner)
          || (owner != null && owner.isLoopbackAddress() && client.isLoopbackAddress());
    }
  }

  Agent agent() {
    return agent;
  }

  /** The name of the agent in files. */
  String file() {
    return file;
  }

  /** Whether a client at this address ran the first case. */
  boolean isOwnedBy(InetAddress client) {
    return origin.get().isOf(client);
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
    return origin.get().begun();
  }

  /** How it began. */
  Origin origin() {
    return origin.get();
  }

  /** Other replicas know how it began. */
  void began(Origin there) {
    origin.set(there);
  }

  /**
   * The versions of the results.
   *
   * @throws NullPointerException if this server is alone
   */
  Versions versions() {
    return Objects.requireNonNull(versions, "The server is alone");
  }

  /**
   * A case begins: its last result is forgotten.
   *
   * @param client the address of the client
   */
  void begin(String id, InetAddress client) {
    own(client);
    change(id, null);
  }

  private void own(InetAddress client) {
    if (origin.get().owner() == null) {
      origin.updateAndGet(
          before -> before.owner() == null ? new Origin(before.begun(), client) : before);
    }
    touch();
  }

  private void change(String id, @Nullable CaseResult result) {
    if (versions == null) {
      put(id, result);
    } else {
      versions.change(id, result, () -> put(id, result));
    }
  }

  private void put(String id, @Nullable CaseResult result) {
    @Nullable CaseResult before = result == null ? results.remove(id) : results.put(id, result);
    weight.addAndGet(
        (result == null ? 0 : result.weight()) - (before == null ? 0 : before.weight()));
  }

  /**
   * A case has a result. If its client has ended TCP at once, it did not begin.
   *
   * @param client the address of the client
   */
  void add(CaseResult result, InetAddress client) {
    own(client);
    change(result.tested().id(), result);
    added(result.tested().id());
  }

  private void added(String id) {
    changed.set(true);
    Runnable waits = waiting.remove(id);
    if (waits != null) {
      waits.run();
    }
  }

  /**
   * Copies what another replica has changed, unless the case has changed here meanwhile.
   *
   * @param before the stamp of its version before the reading; null for none
   * @param after the stamp there; null if it has no result any more
   * @param result null for none
   */
  void takeOver(
      String id, @Nullable String before, @Nullable String after, @Nullable CaseResult result) {
    if (versions().takeOver(id, before, after, () -> put(id, result)) && result != null) {
      added(id);
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
