package io.github.websocketecho.scenario;

import io.github.websocketecho.http.InvalidParameterException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.util.StringUtils;

/**
 * The parameters that one request gave in its address.
 *
 * @param path the variables of the path, decoded
 * @param query the variables of the query, each with all its values, percent-encoded as they stand
 *     in the address: what is not asked for need not be well-formed
 */
public record AddressParameters(Map<String, String> path, Map<String, List<String>> query) {

  /**
   * The value of a parameter, or its default where the address does not give it.
   *
   * @throws InvalidParameterException if the value is not in the allowed range or is not UTF-8, or
   *     if the query gives it more than once
   */
  public <T> T get(Parameter<T> parameter) {
    String name = parameter.name();
    String inPath = path.get(name);
    if (inPath != null) {
      return parameter.read(inPath);
    }
    List<String> inQuery = query.getOrDefault(name, List.of());
    return switch (inQuery.size()) {
      case 0 -> parameter.read(parameter.defaultValue());
      case 1 -> parameter.read(decode(parameter, inQuery.getFirst()));
      default -> throw parameter.notAllowed(String.join(", ", inQuery), null);
    };
  }

  /** Rejects what is not UTF-8. The usual decoders would put U+FFFD in its place. */
  private static String decode(Parameter<?> parameter, String encoded) {
    try {
      String bytes = StringUtils.uriDecode(encoded.replace('+', ' '), StandardCharsets.ISO_8859_1);
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw parameter.notAllowed(encoded, e);
    }
  }
}
