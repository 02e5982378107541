package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTests {

  private static final int MOST = 16 << 20;

  private final Budget budget = new Budget(MOST);

  @Test
  void grantsOnlyWhatIsFree() {
    assertThat(budget.tryTake(MOST - 1)).isTrue();
    assertThat(budget.hasFree(1)).isTrue();
    assertThat(budget.hasFree(2)).isFalse();
    assertThat(budget.tryTake(2)).isFalse();
    assertThat(budget.taken()).isEqualTo(MOST - 1);
    assertThat(budget.tryTake(1)).isTrue();
    assertThat(budget.hasFree(1)).isFalse();
    budget.giveBack(MOST);
    assertThat(budget.taken()).isZero();
  }

  @Test
  void countsAllocatedMemoryBeyondTheAmount() {
    budget.take(MOST + 1L);
    assertThat(budget.taken()).isEqualTo(MOST + 1);
    assertThat(budget.tryTake(0)).isFalse();
    budget.take(-2);
    assertThat(budget.tryTake(1)).isTrue();
  }

  @Test
  void isScarceIfMoreThanHalfIsTaken() {
    budget.take(MOST / 2);
    assertThat(budget.isScarce()).isFalse();
    budget.take(1);
    assertThat(budget.isScarce()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0,        262144", // A full buffer, while 16 times as much is free.
    "12582912, 262144",
    "12582928, 262143",
    "16760832, 1024",
    "16777216, 1024",
    "99999999, 1024",
  })
  void pieceShrinksWithWhatIsFree(long taken, int piece) {
    budget.take(taken);
    assertThat(budget.piece()).isEqualTo(piece);
  }
}
