package io.github.websocketecho.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.websocketecho.admission.Places.Place;
import java.net.InetAddress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTests {

  private static final InetAddress ONE = InetAddress.ofLiteral("203.0.113.1");
  private static final InetAddress OTHER = InetAddress.ofLiteral("203.0.113.2");

  private final Places places =
      new Places(
          3,
          2,
          () -> new IllegalStateException("full"),
          () -> new IllegalStateException("full for this address"));

  @Test
  void addressAboveItsLimitIsRejected() {
    places.take(ONE);
    Place second = places.take(ONE);
    assertThatThrownBy(() -> places.take(ONE)).hasMessage("full for this address");
    places.take(OTHER);
    assertThatThrownBy(() -> places.take(OTHER)).hasMessage("full");

    second.leave();
    places.take(OTHER);
    assertThat(places.taken()).isEqualTo(3);
  }

  @Test
  void rejectedRequestOccupiesNoPlace() {
    places.take(ONE);
    Place second = places.take(ONE);
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> places.take(ONE)).hasMessage("full for this address");
    }
    assertThat(places.taken()).isEqualTo(2);
    second.leave();
    places.take(ONE);
  }

  @Test
  void concurrentRequestsDoNotExceedTheLimit() {
    long taken =
        IntStream.range(0, 1_000)
            .parallel()
            .filter(
                i -> {
                  try {
                    places.take(i % 2 == 0 ? ONE : OTHER);
                    return true;
                  } catch (IllegalStateException full) {
                    return false;
                  }
                })
            .count();
    assertThat(taken).isEqualTo(3);
  }
}
