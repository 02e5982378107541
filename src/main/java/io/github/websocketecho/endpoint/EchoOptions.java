package io.github.websocketecho.endpoint;

import io.github.websocketecho.engine.ConnectionOptions;
import io.github.websocketecho.problem.ParameterRange;
import io.github.websocketecho.scenario.AddressParameters;
import io.github.websocketecho.scenario.Parameter;
import java.util.Map;

/** What an echo's address may ask for, with the names that go-httpbin gave them. */
final class EchoOptions {

  private static final int LARGEST = 1 << 30;

  private static final ParameterRange<Integer> SIZES =
      ParameterRange.numbers("range.bytesOrNoLimit", 0, LARGEST);

  private static final Parameter<Integer> MESSAGE_SIZE =
      Parameter.of("max_message_size", SIZES, "0");
  private static final Parameter<Integer> FRAGMENT_SIZE =
      Parameter.of("max_fragment_size", SIZES, "0");

  private EchoOptions() {}

  static void prepare(AddressParameters given, Map<String, Object> attributes) {
    int messageSize = given.get(MESSAGE_SIZE);
    int fragmentSize = given.get(FRAGMENT_SIZE);
    if (messageSize > 0 || fragmentSize > 0) {
      ConnectionOptions.of(attributes).withSizes(messageSize, fragmentSize).storeIn(attributes);
    }
  }
}
