package io.github.websocketecho.scenario;

import io.github.websocketecho.http.InvalidParameterException;
import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.protocol.OpeningResponse;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.http.HttpHeaders;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.WebSocketHttpHeaders;

/**
 * A legal response to an opening handshake that few servers send.
 *
 * @param name the last part of the address
 * @param rfc the number of the RFC that allows it
 * @param section the section of that RFC
 * @param parameters the parameters of the address
 * @param change reads the values of an address, and returns what changes the usual response
 */
record LegalResponse(
    String name,
    int rfc,
    String section,
    List<Parameter<?>> parameters,
    Function<AddressParameters, UnaryOperator<OpeningResponse>> change) {

  private static final String WITH_FIRST_MESSAGE = "first-message-with-101";

  private static final int WEBSOCKET = 6455;
  private static final int COMPRESSION = 7692;

  private static final String EXTENSIONS = WebSocketHttpHeaders.SEC_WEBSOCKET_EXTENSIONS;
  private static final String NO_TAKEOVER =
      "; server_no_context_takeover; client_no_context_takeover";

  /** The name and the length of the headers that make a response large. */
  private static final String PADDING = "X-Padding";

  private static final int PADDING_LINE = 1024;

  private static final Parameter<DataSize> SIZE =
      Parameter.of(
          "size", ParameterRange.sizes(DataSize.ofBytes(0), DataSize.ofKilobytes(64)), "8KB");

  /** All of them, in the order of the catalogue. */
  static final List<LegalResponse> ALL =
      List.of(
          new LegalResponse(WITH_FIRST_MESSAGE, WEBSOCKET, "4.1", response -> response),
          new LegalResponse(
              "connection-list",
              WEBSOCKET,
              "4.1",
              response ->
                  response
                      .without(HttpHeaders.CONNECTION)
                      .with(HttpHeaders.CONNECTION, "keep-alive, Upgrade")),
          new LegalResponse(
              "connection-two-lines",
              WEBSOCKET,
              "4.1",
              response ->
                  response
                      .without(HttpHeaders.CONNECTION)
                      .with(HttpHeaders.CONNECTION, "keep-alive")
                      .with(HttpHeaders.CONNECTION, "Upgrade")),
          new LegalResponse("connection-case", WEBSOCKET, "4.1", LegalResponse::inOtherCase),
          new LegalResponse(
              "large-handshake",
              WEBSOCKET,
              "4.1",
              List.of(SIZE),
              parameters -> padding((int) parameters.get(SIZE).toBytes())),
          new LegalResponse(
              "no-context-takeover", COMPRESSION, "7.1.1", LegalResponse::withoutContextTakeover));

  private LegalResponse(
      String name, int rfc, String section, UnaryOperator<OpeningResponse> change) {
    this(name, rfc, section, List.of(), _ -> change);
  }

  /** Names of headers and the values of these two are case-insensitive (section 4.1). */
  private static OpeningResponse inOtherCase(OpeningResponse response) {
    return new OpeningResponse(
        response.status(),
        response.headers().stream()
            .map(
                header ->
                    new OpeningResponse.Header(
                        header.name().toUpperCase(Locale.ROOT),
                        isConnectionOrUpgrade(header.name())
                            ? header.value().toUpperCase(Locale.ROOT)
                            : header.value()))
            .toList());
  }

  private static boolean isConnectionOrUpgrade(String name) {
    return name.equalsIgnoreCase(HttpHeaders.CONNECTION)
        || name.equalsIgnoreCase(HttpHeaders.UPGRADE);
  }

  /**
   * Makes the response of an address from the usual one.
   *
   * @throws InvalidParameterException if a value is out of range
   */
  LegalHandler.Response responseFor(AddressParameters values) {
    return new LegalHandler.Response(change.apply(values), name.equals(WITH_FIRST_MESSAGE));
  }

  private static UnaryOperator<OpeningResponse> padding(int size) {
    return response -> padded(response, size);
  }

  /** Adds headers of this length in all [bytes], names and line ends included. */
  private static OpeningResponse padded(OpeningResponse response, int size) {
    int overhead = PADDING.length() + ": \r\n".length();
    OpeningResponse padded = response;
    for (int rest = size; rest > overhead; rest -= PADDING_LINE) {
      padded = padded.with(PADDING, "x".repeat(Math.min(rest, PADDING_LINE) - overhead));
    }
    return padded;
  }

  /** A server may require this without being asked, if the client offers compression at all. */
  private static OpeningResponse withoutContextTakeover(OpeningResponse response) {
    List<String> extensions = response.values(EXTENSIONS);
    return extensions.isEmpty()
        ? response
        : response
            .without(EXTENSIONS)
            .with(EXTENSIONS, extensions.getFirst().split(";", 2)[0].strip() + NO_TAKEOVER);
  }

  /** What the server sends behind the response. */
  static FrameSequence sequence(boolean compressing) {
    return new FrameSequence(compressing)
        .text("This message is right behind the response.")
        .compressed("This message is compressed if that was negotiated.")
        .compressed("This message is compressed if that was negotiated.");
  }
}
