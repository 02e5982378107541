package io.github.websocketecho.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Attacks that once ended a server or kept others waiting, each alone and in its small size, on one
 * server without the limits on counts and rates: the budgets of memory hold by themselves. All the
 * others are tried by {@link ThoroughAttacksIntegrationTests}.
 */
@Tag("alone")
@EnabledOnOs(OS.LINUX) // Every address of 127.0.0.0/8 is this machine there.
class AttacksIntegrationTests {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

  @TempDir private static Path folder;
  private static @Nullable AttackedServer server;
  private static @Nullable Attacker attacker;

  @AfterAll
  static void stop() {
    if (attacker != null) {
      attacker.close();
      attacker = null;
    }
    if (server != null) {
      server.close();
      server = null;
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "POSTS_BEHIND_UNFINISHED_MESSAGES",
        "EVENT_STREAMS",
        "UNREAD_ENDINGS",
        "EMPTY_FINAL_BLOCKS",
        "EMPTY_FINAL_BLOCKS_OF_MANY",
        "TINY_COMPRESSED_FRAMES",
        "UNREAD_BOMBS",
        "LARGE_HEADS",
        "LARGE_ADDRESSES",
        "UNREAD_MESSAGES",
        "IDLE_TLS"
      })
  void delaysNobodyAndLeavesNothing(Attack attack) throws Exception {
    Trial trial = Trial.of(server(), attacker(), List.of(attack), Size.SCALED, LONG_ENOUGH);
    if (!trial.isPassed() || attack.isHandledLong()) {
      stop(); // What one attack has left is no fault of the next one.
    }
    assertThat(trial.faults()).as(trial.toString()).isEmpty();
  }

  private static AttackedServer server() throws Exception {
    if (server == null) {
      server = AttackedServer.start(folder, false).warmUp();
      attacker = Attacker.against(server.target());
    }
    return server;
  }

  private static Attacker attacker() {
    return java.util.Objects.requireNonNull(attacker);
  }
}
