package io.github.websocketecho.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each attack in its full size, and each two of them, on a server of their own with the limits as
 * they come and with those on counts and rates off. Takes hours: {@code ./mvnw -Pthorough verify
 * -Dit.test=ThoroughAttacksIntegrationTests}, in which {@code -Dattack.only=TLS} keeps those whose
 * names contain that, {@code -Dattack.seconds=5} has each take so long, and {@code
 * -Dattack.pairs=false} leaves out the pairs. What was measured is in {@code target/attacks.md}.
 */
@Tag("thorough")
@EnabledOnOs(OS.LINUX)
class ThoroughAttacksIntegrationTests {

  private static final Path TABLE = Path.of("target", "attacks.md");
  private static final Pattern ONLY = Pattern.compile(System.getProperty("attack.only", ""));
  private static final Duration DURATION =
      Duration.ofSeconds(Integer.getInteger("attack.seconds", 15));
  private static final boolean PAIRS =
      Boolean.parseBoolean(System.getProperty("attack.pairs", "true"));

  @TempDir private Path folder;

  private static List<Attack> attacks() {
    return Arrays.stream(Attack.values()).filter(each -> ONLY.matcher(each.name()).find()).toList();
  }

  private static Stream<List<Attack>> attacksAndPairs() {
    List<Attack> attacks = attacks();
    Stream<List<Attack>> pairs =
        attacks.stream()
            .flatMap(
                one ->
                    attacks.stream()
                        .filter(other -> PAIRS && one.compareTo(other) < 0)
                        .map(other -> List.of(one, other)));
    return Stream.concat(attacks.stream().map(List::of), pairs);
  }

  @ParameterizedTest
  @MethodSource("attacksAndPairs")
  void delayNobodyWithTheLimitsAsTheyCome(List<Attack> attacks) throws Exception {
    attack(attacks, true);
  }

  @ParameterizedTest
  @MethodSource("attacksAndPairs")
  void delayNobodyWithoutLimitsOnCountsAndRates(List<Attack> attacks) throws Exception {
    attack(attacks, false);
  }

  private void attack(List<Attack> attacks, boolean limits) throws Exception {
    try (AttackedServer server = AttackedServer.start(folder, limits).warmUp();
        Attacker attacker = Attacker.against(server.target())) {
      Trial trial = Trial.of(server, attacker, attacks, Size.FULL, DURATION);
      write((limits ? "| limits " : "| no limits ") + trial);
      assertThat(trial.faults()).as(trial.toString()).isEmpty();
    }
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
