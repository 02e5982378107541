package io.github.websocketecho.conformance;

import io.github.websocketecho.conformance.Report.Origin;
import io.github.websocketecho.replica.ReplicasUnavailableException;
import io.github.websocketecho.replica.SharedFormat;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What replicas share of a report besides its results. Immutable; any thread.
 *
 * @param name of the agent
 * @param run of the agent
 * @param begun when the first case began
 * @param owner the address of the client that ran this case; null if none has begun
 * @param change the stamp of the last change
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record SharedReport(
    String name, String run, Instant begun, byte @Nullable [] owner, String change) {

  SharedReport {
    Objects.requireNonNull(name);
    Objects.requireNonNull(run);
    Objects.requireNonNull(begun);
    Objects.requireNonNull(change);
    address(owner);
  }

  static SharedReport of(Agent agent, Origin origin, String change) {
    return new SharedReport(
        agent.name(),
        agent.run(),
        origin.begun(),
        origin.owner() == null ? null : origin.owner().getAddress(),
        change);
  }

  /** Reads one; empty if the value is not ours. */
  static Optional<SharedReport> read(byte[] value) {
    try {
      return Optional.of(SharedFormat.read(value, SharedReport.class));
    } catch (ReplicasUnavailableException _) {
      return Optional.empty();
    }
  }

  /** The value that others read. */
  byte[] value() {
    return SharedFormat.write(this);
  }

  Agent agent() {
    return new Agent(name, run);
  }

  Origin origin() {
    return new Origin(begun, address(owner));
  }

  private static @Nullable InetAddress address(byte @Nullable [] owner) {
    try {
      return owner == null ? null : InetAddress.getByAddress(owner);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
