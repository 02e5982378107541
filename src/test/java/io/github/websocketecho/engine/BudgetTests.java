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
    assertThat(budget.tryReserve(MOST - 1)).isTrue();
    assertThat(budget.hasFree(1)).isTrue();
    assertThat(budget.hasFree(2)).isFalse();
    assertThat(budget.tryReserve(2)).isFalse();
    assertThat(budget.reserved()).isEqualTo(MOST - 1);
    assertThat(budget.tryReserve(1)).isTrue();
    assertThat(budget.hasFree(1)).isFalse();
    budget.release(MOST);
    assertThat(budget.reserved()).isZero();
  }

  @Test
  void countsAllocatedMemoryBeyondTheAmount() {
    budget.reserve(MOST + 1L);
    assertThat(budget.reserved()).isEqualTo(MOST + 1);
    assertThat(budget.tryReserve(0)).isFalse();
    budget.reserve(-2);
    assertThat(budget.tryReserve(1)).isTrue();
  }

  @Test
  void isScarceIfMoreThanHalfIsTaken() {
    budget.reserve(MOST / 2);
    assertThat(budget.isScarce()).isFalse();
    budget.reserve(1);
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
    budget.reserve(taken);
    assertThat(budget.piece()).isEqualTo(piece);
  }
}
