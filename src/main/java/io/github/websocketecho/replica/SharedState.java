package io.github.websocketecho.replica;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the replicas of a server share: values with an age, and calls from one replica to another.
 * Values are those of {@link SharedFormat}.
 *
 * <p>A method that uses the shared state waits {@link #LONGEST_WAIT} at most, so no event loop and
 * no thread that receives requests of all clients may call it. It throws {@link
 * ReplicasUnavailableException} if there is no answer by then; for a time after that, it throws at
 * once. Any other thread.
 */
public interface SharedState {

  /** The longest time that a method waits for the shared state. */
  Duration LONGEST_WAIT = Duration.ofMillis(200);

  /** Whether the server may have other replicas. If not, every method but this one fails. */
  boolean isOn();

  /** Whether the shared state has answered the last time. Does not wait. */
  boolean isAvailable();

  /** The id of this replica, another one after each start. */
  String self();

  /** The value of a key; null if there is none. */
  byte @Nullable [] get(String key);

  /**
   * Sets the value of a key if nobody else has changed it.
   *
   * @param before the value as it was read; null for none
   * @param age the time after which it expires
   * @return whether it was set
   */
  boolean replace(String key, byte @Nullable [] before, byte[] after, Duration age);

  /** Lets keys expire later; returns those that there are not. */
  List<String> keep(Collection<String> keys, Duration age);

  /** Deletes a key; returns false if there is none. */
  boolean delete(String key);

  /** The number at a key, one higher with each call; 1 for the first. */
  long increment(String key, Duration age);

  /** All fields of a key with fields; empty if there is none. */
  Map<String, byte[]> fields(String key);

  /** Some fields of a key with fields, those that there are. */
  Map<String, byte[]> fields(String key, Collection<String> names);

  /** Sets fields of a key, which keeps its other fields. */
  void setFields(String key, Map<String, byte[]> fields, Duration age);

  /** Removes a field of a key. */
  void removeField(String key, String name);

  /**
   * Adds a member to a list that is sorted by time, or gives it another time: the present one.
   *
   * @param age of the list
   */
  void rank(String key, String member, Duration age);

  /** Removes a member of a sorted list. */
  void unrank(String key, String member);

  /** The members of a sorted list, the newest first. */
  List<String> ranked(String key, int most);

  /** Removes the oldest members of a sorted list, and those that are older, and returns them. */
  List<String> removeOldest(String key, int most, Duration age);

  /** Whether a replica runs, or has run a few seconds ago. */
  boolean isAlive(String replica);

  /** The replicas that run, with this one. */
  List<String> replicas();

  /**
   * Calls a service of another replica.
   *
   * @param longest how long the service may take, besides {@link #LONGEST_WAIT}
   * @return its answer; null if the replica does not run any more
   * @throws io.github.websocketecho.http.ProblemException if the service throws it there
   */
  byte @Nullable [] call(String replica, String service, byte[] request, Duration longest);

  /**
   * Serves the calls of other replicas, each on a virtual thread.
   *
   * @param handler may throw {@link io.github.websocketecho.http.ProblemException}
   */
  void serve(String service, UnaryOperator<byte[]> handler);

  /**
   * Runs a task on a virtual thread, now and then while the shared state is available, and as soon
   * as it is again or has forgotten everything.
   */
  void maintain(Duration interval, Runnable task);

  /** Runs a task at the end of the server, when its connections have ended. */
  void atEnd(Runnable task);
}
