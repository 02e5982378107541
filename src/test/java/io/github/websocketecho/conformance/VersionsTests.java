package io.github.websocketecho.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VersionsTests {

  private static final CaseResult RESULT = SomeResults.of(CaseTable.read().getFirst());

  private final AtomicInteger stamps = new AtomicInteger();
  private final AtomicInteger changes = new AtomicInteger();
  private final Versions versions = new Versions(() -> "here-" + stamps.incrementAndGet());

  private void begin() {
    versions.change("1", null, changes::incrementAndGet);
  }

  private void share() {
    versions.share(versions.unshared(1));
  }

  @Test
  void changeThatIsNotSharedYetIsKept() {
    begin();
    assertThat(versions.takeOver("1", null, "there-1", changes::incrementAndGet)).isFalse();
    assertThat(changes).hasValue(1);
  }

  /** The reading has begun before the case began here, and ends after others know that. */
  @Test
  void resultThatWasReadBeforeTheCaseBeganDoesNotComeBack() {
    String before = versions.shared("1");
    begin();
    share();
    assertThat(versions.takeOver("1", before, "there-1", changes::incrementAndGet)).isFalse();
    String now = versions.shared("1");
    assertThat(versions.takeOver("1", now, "there-2", changes::incrementAndGet)).isTrue();
    assertThat(versions.shared()).isEqualTo(Map.of("1", "there-2"));
  }

  /** Otherwise others would never have it. */
  @Test
  void changeDuringTheWritingIsShareable() {
    begin();
    Map<String, Versions.Change> written = versions.unshared(1);
    versions.change("1", RESULT, changes::incrementAndGet);
    versions.share(written);
    assertThat(versions.unshared(1)).isEqualTo(Map.of("1", new Versions.Change("here-2", RESULT)));
    share();
    assertThat(versions.hasUnshared()).isFalse();
    assertThat(versions.shared("1")).isEqualTo("here-2");
  }
}
