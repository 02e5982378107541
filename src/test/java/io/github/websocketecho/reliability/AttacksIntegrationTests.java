package io.github.websocketecho.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

  private static final Duration LONG_ENOUGH = Duration.ofMillis(1_500);

  private static @Nullable Arena arena;

  @BeforeAll
  static void prepare(@TempDir Path folder) {
    arena = new Arena(folder, false);
  }

  @AfterAll
  static void stop() {
    Objects.requireNonNull(arena).close();
    arena = null;
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "POSTS_BEHIND_UNFINISHED_MESSAGES",
        "EVENT_STREAMS",
        "UNREAD_SCENARIOS",
        "TINY_COMPRESSED_FRAMES",
        "UNREAD_BOMBS",
        "LARGE_HEADS",
        "LARGE_REFUSED_HEADS",
        "LARGE_ADDRESSES",
        "UNREAD_MESSAGES",
        "FLOODS",
        "IDLE_TLS",
        "EMPTY_FINAL_BLOCKS",
        "EMPTY_FINAL_BLOCKS_OF_MANY"
      })
  void delaysNobodyAndLeavesNothing(Attack attack) throws Exception {
    Trial trial = Objects.requireNonNull(arena).attack(List.of(attack), Size.SCALED, LONG_ENOUGH);
    assertThat(trial.faults()).as(trial.toString()).isEmpty();
  }
}
