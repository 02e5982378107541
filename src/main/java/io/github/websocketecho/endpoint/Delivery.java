package io.github.websocketecho.endpoint;

import io.github.websocketecho.engine.ConnectionOptions;
import io.github.websocketecho.engine.Wire;
import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.scenario.AddressParameters;
import io.github.websocketecho.scenario.Parameter;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/**
 * In which pieces the server writes, from the response to the opening handshake on: the parameters
 * {@code pieces} and {@code pause} of any address. Any thread.
 *
 * @param size of the largest piece [bytes]
 * @param pause after each piece
 */
record Delivery(int size, Duration pause) {

  private static final int LARGEST = 65_535;
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final ByteBuffer NO_BODY = ByteBuffer.allocate(0);

  private static final Parameter<Integer> PIECES =
      Parameter.of(
          "pieces", ParameterRange.numbers("range.bytes", 1, LARGEST), String.valueOf(LARGEST));
  private static final Parameter<Duration> PAUSE =
      Parameter.of("pause", ParameterRange.durations(Duration.ZERO, LONGEST), "0s");

  /**
   * Reads the parameters of an address.
   *
   * @return null if the address has none of them
   * @throws io.github.websocketecho.http.InvalidParameterException if a value is not in its range
   */
  static @Nullable Delivery of(AddressParameters parameters) {
    return parameters.given(PIECES).isEmpty() && parameters.given(PAUSE).isEmpty()
        ? null
        : new Delivery(parameters.get(PIECES), parameters.get(PAUSE));
  }

  /** The options of a connection. Tomcat would write the response at once, so the handler does. */
  static ConnectionOptions options(AddressParameters parameters, ConnectionOptions usual) {
    return of(parameters) == null ? usual : usual.withHandlerAnswering();
  }

  /**
   * The handler of a connection.
   *
   * @param answers whether the usual handler answers the opening handshake
   */
  static WebSocketHandler handler(
      AddressParameters parameters, WebSocketHandler usual, boolean answers) {
    Delivery delivery = of(parameters);
    return delivery == null ? usual : new DeliveryHandler(usual, delivery, answers);
  }

  private static final class DeliveryHandler extends WebSocketHandlerDecorator {

    private final Delivery delivery;
    private final boolean answers;

    private DeliveryHandler(WebSocketHandler usual, Delivery delivery, boolean answers) {
      super(usual);
      this.delivery = delivery;
      this.answers = answers;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws Exception {
      Wire wire = Wire.of(session);
      wire.inPieces(delivery.size, delivery.pause);
      if (!answers) {
        wire.answer(wire.openingResponse(), NO_BODY);
      }
      super.afterConnectionEstablished(session);
    }
  }
}
