package io.github.websocketecho.scenario;

import io.github.websocketecho.http.InvalidParameterException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The parameters in the address of one request. Immutable; any thread.
 *
 * @param path the variables of the path, decoded
 * @param query all values of each variable of the query, percent-encoded as received. Only the
 *     values that {@link #get} reads have to be well-formed
 */
public record AddressParameters(Map<String, String> path, Map<String, List<String>> query) {

  /**
   * The parameters in the query of an address.
   *
   * @param address path and query, percent-encoded
   */
  static AddressParameters ofQuery(String address) {
    int query = address.indexOf('?');
    return new AddressParameters(
        Map.of(),
        UriComponentsBuilder.newInstance()
            .query(query < 0 ? "" : address.substring(query + 1))
            .build()
            .getQueryParams());
  }

  /**
   * The value of a parameter, or its default if the address does not have it.
   *
   * @throws InvalidParameterException if the value is out of range or is not UTF-8, or if the query
   *     has the parameter more than once
   */
  public <T> T get(Parameter<T> parameter) {
    return parameter.parse(given(parameter).orElse(parameter.defaultValue()));
  }

  /**
   * The value of a parameter as a text that is not checked; empty if the address does not have it.
   *
   * @throws InvalidParameterException if it is not UTF-8, or if the query has it more than once
   */
  public Optional<String> given(Parameter<?> parameter) {
    String name = parameter.name();
    String inPath = path.get(name);
    if (inPath != null) {
      return Optional.of(inPath);
    }
    List<String> inQuery = query.getOrDefault(name, List.of());
    return switch (inQuery.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(decode(parameter, inQuery.getFirst()));
      default -> throw parameter.invalid(String.join(", ", inQuery), null);
    };
  }

  /** Decodes UTF-8 strictly. The usual decoders would replace invalid bytes with U+FFFD. */
  private static String decode(Parameter<?> parameter, String encoded) {
    try {
      String bytes = StringUtils.uriDecode(encoded.replace('+', ' '), StandardCharsets.ISO_8859_1);
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw parameter.invalid(encoded, e);
    }
  }
}
