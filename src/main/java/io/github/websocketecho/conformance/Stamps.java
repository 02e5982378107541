package io.github.websocketecho.conformance;

import io.github.websocketecho.replica.SharedState;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Texts that no other replica gives, and this one only once. Any thread. */
final class Stamps implements Supplier<String> {

  private final SharedState state;
  private final AtomicLong last = new AtomicLong();

  Stamps(SharedState state) {
    this.state = state;
  }

  @Override
  public String get() {
    return state.self() + '-' + last.incrementAndGet();
  }
}
