package io.github.websocketecho.replica;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The state of a server without other replicas. Any thread. */
public final class Unshared implements SharedState {

  private static ReplicasUnavailableException nothing() {
    return ReplicasUnavailableException.noAnswer(null);
  }

  @Override
  public boolean isOn() {
    return false;
  }

  @Override
  public boolean isAvailable() {
    return true;
  }

  @Override
  public String self() {
    return "";
  }

  @Override
  public byte @Nullable [] get(String key) {
    throw nothing();
  }

  @Override
  public boolean replace(String key, byte @Nullable [] before, byte[] after, Duration age) {
    throw nothing();
  }

  @Override
  public List<String> keep(Collection<String> keys, Duration age) {
    throw nothing();
  }

  @Override
  public boolean delete(String key) {
    throw nothing();
  }

  @Override
  public long increment(String key, Duration age) {
    throw nothing();
  }

  @Override
  public Map<String, byte[]> fields(String key) {
    throw nothing();
  }

  @Override
  public Map<String, byte[]> fields(String key, Collection<String> names) {
    throw nothing();
  }

  @Override
  public void setFields(String key, Map<String, byte[]> fields, Duration age) {
    throw nothing();
  }

  @Override
  public void removeField(String key, String name) {
    throw nothing();
  }

  @Override
  public void rank(String key, String member, Duration age) {
    throw nothing();
  }

  @Override
  public void unrank(String key, String member) {
    throw nothing();
  }

  @Override
  public List<String> ranked(String key, int most) {
    throw nothing();
  }

  @Override
  public List<String> removeOldest(String key, int most, Duration age) {
    throw nothing();
  }

  @Override
  public boolean isAlive(String replica) {
    throw nothing();
  }

  @Override
  public List<String> replicas() {
    throw nothing();
  }

  @Override
  public byte @Nullable [] call(String replica, String service, byte[] request, Duration longest) {
    throw nothing();
  }

  @Override
  public void serve(String service, UnaryOperator<byte[]> handler) {}

  @Override
  public void maintain(Duration interval, Runnable task) {}

  @Override
  public void atEnd(Runnable task) {}
}
