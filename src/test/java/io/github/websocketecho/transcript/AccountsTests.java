package io.github.websocketecho.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.support.Settings;
import io.github.websocketecho.transcript.AccountView.State;
import io.github.websocketecho.transcript.VerdictRule.Judgement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class AccountsTests {

  private static final VerdictRule RULE =
      new VerdictRule() {
        @Override
        public String expected() {
          return "x";
        }

        @Override
        public Judgement judge(AccountView seen) {
          return Judgement.undecided("x");
        }
      };

  private final Accounts accounts = accounts(10_000, DataSize.ofMegabytes(64), 2);

  private static Accounts accounts(int count, DataSize size, int open) {
    return new Accounts(
        Settings.of(
            List.of(
                "connections.count=" + count,
                "connections.size=" + size.toBytes() + "B",
                "connections.open=" + open,
                "connections.list=true")));
  }

  @Test
  void keepsTenThousandAccountsAndNoMore() {
    for (int i = 0; i < 15_000; i++) {
      accounts.open(echo("id" + i)).ended(TcpEnd.FIN);
    }
    // The cache lets go of one at least as soon as there is one too many.
    assertThat(accounts.list()).hasSizeBetween(9_900, 10_000);
    assertThat(accounts.list()).allMatch(account -> account.state() == State.REFUSED);
  }

  @Test
  void keepsNoMoreThanFitsIntoTheSize() {
    Accounts small = accounts(10_000, DataSize.ofMegabytes(1), 2);
    String address = "/" + "x".repeat(10_000);
    for (int i = 0; i < 1_000; i++) {
      small.open(opened("id" + i, null, address)).ended(TcpEnd.FIN);
    }
    int size = small.list().stream().mapToInt(Account::weight).sum();
    assertThat(size).isBetween(900_000, 1 << 20);
  }

  @Test
  void keepsOpenOnesWhateverEnds() {
    Accounts small = accounts(1, DataSize.ofMegabytes(1), 2);
    Account open = small.open(echo("open"));
    for (int i = 0; i < 100; i++) {
      small.open(echo("id" + i)).ended(TcpEnd.FIN);
    }
    assertThat(small.find("open")).contains(open);
    assertThat(small.list()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void refusesAnIdOfAnOpenConnectionUntilThatHasEnded() {
    Account first = accounts.open(echo("a"));
    assertThatExceptionOfType(AccountException.class)
        .isThrownBy(() -> accounts.open(echo("a")))
        .satisfies(refused -> assertThat(refused.getStatusCode().value()).isEqualTo(409));
    assertThat(accounts.find("a")).contains(first);
    first.ended(TcpEnd.FIN);
    Account second = accounts.open(echo("a"));
    assertThat(accounts.find("a")).contains(second);
    second.ended(TcpEnd.FIN);
    assertThat(accounts.find("a")).contains(second);
    assertThat(accounts.list()).containsExactly(second);
  }

  @Test
  void tellsLettersOfAnotherCaseApart() {
    Account lower = accounts.open(echo("a._-"));
    Account upper = accounts.open(echo("A._-"));
    assertThat(accounts.find("a._-")).contains(lower);
    assertThat(accounts.find("A._-")).contains(upper);
    assertThat(accounts.find("a")).isEmpty();
  }

  @Test
  void refusesMoreOpenConnectionsThanThereArePlacesUntilOneEnds() {
    Account first = accounts.open(ending("a"));
    accounts.open(ending("b"));
    assertThatExceptionOfType(AccountException.class)
        .isThrownBy(() -> accounts.open(ending("c")))
        .satisfies(
            refused -> {
              assertThat(refused.getStatusCode().value()).isEqualTo(503);
              assertThat(refused.getHeaders().getFirst("Retry-After")).isEqualTo("1");
            });
    assertThatExceptionOfType(AccountException.class).isThrownBy(() -> accounts.open(echo("echo")));
    first.ended(TcpEnd.FIN);
    accounts.open(echo("echo"));
  }

  @Test
  void refusesMoreOpenConnectionsThanTheirTextsHaveMemory() {
    Accounts small = accounts(10_000, DataSize.ofMegabytes(1), 1_000);
    String address = "/" + "x".repeat(8_000);
    List<Account> open = new ArrayList<>();
    AccountException refused = null;
    while (refused == null) {
      try {
        open.add(small.open(opened("id" + open.size(), null, address)));
      } catch (AccountException e) {
        refused = e;
      }
    }
    assertThat(refused.getStatusCode().value()).isEqualTo(503);
    assertThat(open).hasSizeBetween(80, 130);
    // What was refused has taken nothing, and neither does an id that is in use.
    open.removeFirst().ended(TcpEnd.FIN);
    for (int i = 0; i < 10; i++) {
      assertThatExceptionOfType(AccountException.class)
          .isThrownBy(() -> small.open(opened("id1", null, address)))
          .satisfies(inUse -> assertThat(inUse.getStatusCode().value()).isEqualTo(409));
    }
    small.open(opened("new", null, address));
    open.forEach(account -> account.ended(TcpEnd.FIN));
    for (int i = 0; i < open.size(); i++) {
      small.open(opened("again" + i, null, address));
    }
  }

  @Test
  void takesNoPlaceForWhatIsRefused() {
    accounts.open(ending("a"));
    for (int i = 0; i < 10; i++) {
      assertThatExceptionOfType(AccountException.class)
          .isThrownBy(() -> accounts.open(ending("a")));
      accounts.refused(ending("refused" + i), 400, Map.of());
    }
    accounts.open(ending("b"));
  }

  @Test
  void keepsTheAccountOfARefusalButNotOverThatOfAnOpenConnection() {
    Account open = accounts.open(echo("a"));
    accounts.refused(echo("a"), 403, Map.of());
    accounts.refused(echo("b"), 403, Map.of("X", "y"));
    assertThat(accounts.find("a")).contains(open);
    AccountView refused = accounts.find("b").orElseThrow().view();
    assertThat(refused.state()).isEqualTo(State.REFUSED);
    assertThat(refused.handshake().status()).isEqualTo(403);
    assertThat(refused.handshake().responseHeaders()).isEqualTo(Map.of("X", "y"));
  }

  @Test
  void makesIdsThatFitIntoAnAddressAndNeverComeAgain() {
    List<String> ids = IntStream.range(0, 10_000).mapToObj(i -> accounts.newId()).toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[A-Za-z0-9_-]{22}"));
  }

  @Test
  void makesIdsOf128BitsEachOfWhichIsSetInHalfOfThem() {
    int[] set = new int[128];
    for (int i = 0; i < 10_000; i++) {
      byte[] id = Base64.getUrlDecoder().decode(accounts.newId());
      assertThat(id).hasSize(16);
      BitSet.valueOf(id).stream().forEach(bit -> set[bit]++);
    }
    // Ten standard deviations.
    assertThat(IntStream.of(set)).allMatch(times -> times > 4_500 && times < 5_500);
  }

  @Test
  void keepsIdsApartThatAreClaimedAtOnce() {
    long claimed =
        Stream.generate(() -> "same")
            .limit(1_000)
            .parallel()
            .filter(
                id -> {
                  try {
                    accounts.open(echo(id));
                    return true;
                  } catch (AccountException inUse) {
                    return false;
                  }
                })
            .count();
    assertThat(claimed).isOne();
  }

  private static Opened echo(String id) {
    return opened(id, null, "/");
  }

  private static Opened ending(String id) {
    return opened(id, "close", "/close/1000");
  }

  private static Opened opened(String id, @Nullable String ending, String address) {
    return new Opened(
        id, ending, ending == null ? null : RULE, address, "127.0.0.1:5", "HTTP/1.1", Map.of());
  }
}
