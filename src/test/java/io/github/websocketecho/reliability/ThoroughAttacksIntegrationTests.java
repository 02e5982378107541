package io.github.websocketecho.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each attack in its full size, and each two of those that once ended a server or kept others
 * waiting, with the limits as they come and with those on counts and rates off. An attack takes
 * about ten seconds: {@code ./mvnw -Pthorough verify -Dit.test=ThoroughAttacksIntegrationTests}, in
 * which {@code -Dattack.only=TLS} keeps those whose names contain that, {@code -Dattack.seconds=15}
 * has each take so long, and {@code -Dattack.pairs=} can be {@code all}, which takes days, or
 * {@code none}. What was measured is in {@code target/attacks.md}.
 */
@Tag("thorough")
@EnabledOnOs(OS.LINUX)
class ThoroughAttacksIntegrationTests {

  private static final Path TABLE = Path.of("target", "attacks.md");
  private static final Pattern ONLY = Pattern.compile(System.getProperty("attack.only", ""));
  private static final Duration DURATION =
      Duration.ofSeconds(Integer.getInteger("attack.seconds", 8));
  private static final String PAIRS = System.getProperty("attack.pairs", "known");

  private static final List<Arena> arenas = new ArrayList<>();

  @BeforeAll
  static void prepare(@TempDir Path folder) {
    arenas.add(new Arena(folder, false));
    arenas.add(new Arena(folder, true));
  }

  @AfterAll
  static void stop() {
    arenas.forEach(Arena::close);
    arenas.clear();
  }

  private static Stream<List<Attack>> attacksAndPairs() {
    List<Attack> attacks =
        Arrays.stream(Attack.values()).filter(each -> ONLY.matcher(each.name()).find()).toList();
    return Stream.concat(attacks.stream().map(List::of), pairs(attacks));
  }

  private static Stream<List<Attack>> pairs(Collection<Attack> attacks) {
    List<Attack> paired =
        switch (PAIRS) {
          case "all" -> List.copyOf(attacks);
          case "known" -> attacks.stream().filter(Attack::isKnown).toList();
          case "none" -> List.of();
          default -> throw new IllegalArgumentException("attack.pairs is all, known or none");
        };
    return paired.stream()
        .flatMap(
            one ->
                paired.stream()
                    .filter(other -> one.compareTo(other) < 0)
                    .map(other -> List.of(one, other)));
  }

  @ParameterizedTest
  @MethodSource("attacksAndPairs")
  void delayNobodyWithoutLimitsOnCountsAndRates(List<Attack> attacks) throws Exception {
    attack(arenas.getFirst(), "no limits", attacks);
  }

  @ParameterizedTest
  @MethodSource("attacksAndPairs")
  void delayNobodyWithTheLimitsAsTheyCome(List<Attack> attacks) throws Exception {
    attack(arenas.getLast(), "limits", attacks);
  }

  private static void attack(Arena arena, String limits, List<Attack> attacks) throws Exception {
    Trial trial = arena.attack(attacks, Size.FULL, DURATION);
    write("| " + limits + " " + trial);
    assertThat(trial.faults()).as(trial.toString()).isEmpty();
  }

  private static void write(String row) throws IOException {
    if (Files.notExists(TABLE)) {
      Files.writeString(
          TABLE,
          """
          Waits are median/p99/longest.

          | | attacks | echo | visit | liveness | peak | tally | outcome |
          | --- | --- | --- | --- | --- | --- | --- | --- |
          """);
    }
    Files.writeString(TABLE, row + "\n", StandardOpenOption.APPEND);
  }
}
