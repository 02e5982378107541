package io.github.websocketecho.sequence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sequence as the JSON of {@code GET /sequences/{key}}.
 *
 * @param steps the addresses, with values that may be secret masked
 * @param through whether as many attempts have begun as there are steps, or as the request asks for
 * @param attempts the last ones, at most {@value Sequence#MOST_ATTEMPTS}, the oldest first
 * @param verdict null if the request asks for none
 */
record SequenceDocument(
    String key,
    List<String> steps,
    boolean through,
    List<AttemptDocument> attempts,
    @Nullable Verdict verdict) {

  /** Whether there is a verdict that may still change. */
  @JsonIgnore
  boolean isUndecided() {
    return verdict != null && verdict.passed() == null;
  }

  /**
   * Whether the client came back as expected.
   *
   * @param expected as a sentence
   * @param observed as a sentence
   * @param passed null if this is undecided
   */
  record Verdict(String expected, String observed, @Nullable Boolean passed) {}
}
