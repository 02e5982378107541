package io.github.websocketecho.endpoint;

import io.github.websocketecho.engine.ConnectionOptions;
import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.scenario.AddressParameters;
import io.github.websocketecho.scenario.Parameter;

/** The parameters of an echo's address. Their names are those of go-httpbin. Any thread. */
final class EchoOptions {

  /** The largest size that an address may contain [bytes]. */
  private static final int LARGEST = 1 << 30;

  private static final ParameterRange<Integer> SIZES =
      ParameterRange.numbers("range.bytesOrNoLimit", 0, LARGEST);

  private static final Parameter<Integer> MESSAGE_SIZE =
      Parameter.of("max_message_size", SIZES, "0");
  private static final Parameter<Integer> FRAGMENT_SIZE =
      Parameter.of("max_fragment_size", SIZES, "0");

  private EchoOptions() {}

  /**
   * Reads the options of a connection.
   *
   * @throws io.github.websocketecho.http.InvalidParameterException if a size is not in its range
   */
  static ConnectionOptions of(AddressParameters parameters) {
    return ConnectionOptions.NONE.withSizes(
        parameters.get(MESSAGE_SIZE), parameters.get(FRAGMENT_SIZE));
  }
}
