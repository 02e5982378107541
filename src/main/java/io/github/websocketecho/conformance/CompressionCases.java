package io.github.websocketecho.conformance;

import io.github.websocketecho.conformance.ConformanceCase.Ending;
import io.github.websocketecho.conformance.ConformanceCase.Script;
import io.github.websocketecho.conformance.Event.Expected;
import io.github.websocketecho.conformance.Event.ExpectedMessage;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The groups 12 and 13: a thousand compressed messages, each after the echo of the one before. A
 * message begins in the data where the one before ended.
 */
final class CompressionCases {

  private static final int ROUNDS = 1000;

  private static final List<Size> SIZES =
      List.of(
          new Size(16, 0, 60),
          new Size(64, 0, 60),
          new Size(256, 0, 120),
          new Size(1024, 0, 240),
          new Size(4096, 0, 480),
          new Size(8192, 0, 480),
          new Size(16_384, 0, 480),
          new Size(32_768, 0, 480),
          new Size(65_536, 0, 480),
          new Size(131_072, 0, 480),
          new Size(8192, 256, 480),
          new Size(16_384, 256, 480),
          new Size(32_768, 256, 480),
          new Size(65_536, 256, 480),
          new Size(131_072, 256, 480),
          new Size(131_072, 1024, 480),
          new Size(131_072, 4096, 480),
          new Size(131_072, 32_768, 480));

  private static final List<Group> GROUPS =
      List.of(
          new Group("12.1", SampleData.JSON, DeflateTerms.ANY),
          new Group("12.2", SampleData.IMAGE, DeflateTerms.ANY),
          new Group("12.3", SampleData.BOOK, DeflateTerms.ANY),
          new Group("12.4", SampleData.HTML, DeflateTerms.ANY),
          new Group("12.5", SampleData.NOISE, DeflateTerms.ANY),
          new Group("13.1", SampleData.JSON, DeflateTerms.ANY),
          new Group("13.2", SampleData.JSON, DeflateTerms.NO_CONTEXT),
          new Group("13.3", SampleData.JSON, DeflateTerms.WINDOW_9),
          new Group("13.4", SampleData.JSON, DeflateTerms.WINDOW_15),
          new Group("13.5", SampleData.JSON, DeflateTerms.NO_CONTEXT_WINDOW_9),
          new Group("13.6", SampleData.JSON, DeflateTerms.NO_CONTEXT_WINDOW_15),
          new Group("13.7", SampleData.JSON, DeflateTerms.MOST));

  private CompressionCases() {}

  /** All of them, in the order of their numbers. */
  static List<ConformanceCase> all() {
    return GROUPS.stream().flatMap(CompressionCases::of).toList();
  }

  private static Stream<ConformanceCase> of(Group group) {
    return IntStream.range(0, SIZES.size())
        .mapToObj(
            number ->
                new ConformanceCase(
                    group.id() + '.' + (number + 1),
                    new CompressionScript(group, SIZES.get(number)),
                    Ending.CLOSE,
                    Duration.ofSeconds(SIZES.get(number).seconds()),
                    ClosingClass.A));
  }

  /**
   * A column of the table.
   *
   * @param message the size of a message [bytes]
   * @param frame the longest payload of a frame, compressed [bytes]; 0 for one frame
   * @param seconds for all messages
   */
  private record Size(int message, int frame, int seconds) {}

  /** A row of the table. */
  private record Group(String id, SampleData data, DeflateTerms terms) {}

  private record CompressionScript(Group group, Size size) implements Script {

    @Override
    public int rounds() {
      return ROUNDS;
    }

    private Sample sample(int round) {
      return new Sample(group.data(), (long) round * size.message(), size.message());
    }

    @Override
    public void prepare() {
      var _ = group.data().bytes();
    }

    @Override
    public List<Step> steps(int round) {
      int opcode = group.data().type().value();
      return List.of(new Step.Send(opcode, true, 0, sample(round), size.frame()));
    }

    @Override
    public List<List<Expected>> expected(int round) {
      return List.of(List.of(new ExpectedMessage(group.data().type(), sample(round), true)));
    }

    @Override
    public DeflateTerms compression() {
      return group.terms();
    }
  }
}
