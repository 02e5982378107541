package io.github.websocketecho.reliability;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server and an attacker that are there for one trial after the other: what an attack leaves
 * behind is seen by the next one. After a trial that is not passed, and after one that the server
 * is still busy with, they are started again.
 */
final class Arena implements AutoCloseable {

  private final Path folder;
  private final boolean limits;
  private @Nullable AttackedServer server;
  private @Nullable Attacker attacker;

  /**
   * @param folder for what the servers write
   * @param limits whether the limits on counts and rates are on
   */
  Arena(Path folder, boolean limits) {
    this.folder = folder;
    this.limits = limits;
  }

  /** Attacks for so long, as {@link Trial#of} does. */
  Trial attack(List<Attack> attacks, Size size, Duration duration) throws Exception {
    AttackedServer server = this.server;
    Attacker attacker = this.attacker;
    if (server == null || attacker == null) {
      server = AttackedServer.start(folder, limits).warmUp();
      this.server = server;
      attacker = Attacker.against(server.target());
      this.attacker = attacker;
    }
    Trial trial = Trial.of(server, attacker, attacks, size, duration);
    if (!trial.isPassed() || attacks.stream().anyMatch(Attack::isHandledLong)) {
      close();
    }
    return trial;
  }

  @Override
  public void close() {
    if (attacker != null) {
      attacker.close();
      attacker = null;
    }
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
