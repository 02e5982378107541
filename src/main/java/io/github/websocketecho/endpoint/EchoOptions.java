package io.github.websocketecho.endpoint;

import io.github.websocketecho.engine.ConnectionOptions;
import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.scenario.AddressParameters;
import io.github.websocketecho.scenario.Parameter;

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

  /**
   * @throws io.github.websocketecho.http.InvalidParameterException if a size is out of range
   */
  static ConnectionOptions of(AddressParameters given) {
    return ConnectionOptions.NONE.withSizes(given.get(MESSAGE_SIZE), given.get(FRAGMENT_SIZE));
  }
}
