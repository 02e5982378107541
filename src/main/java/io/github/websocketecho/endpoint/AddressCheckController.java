package io.github.websocketecho.endpoint;

import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.http.ProblemException;
import io.github.websocketecho.http.RequestParameter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Checks addresses without a connection. The status is 200 even if the address is wrong, because
 * browsers report every other status as an error.
 */
@RestController
final class AddressCheckController {

  private static final RequestParameter<Address> ADDRESS =
      new RequestParameter<>(
          "address",
          ParameterRange.texts(
              ParameterRange.message("parameter.address.allowed"), Address::parse));

  private final Endpoints endpoints;
  private final MessageSource messages;

  AddressCheckController(Endpoints endpoints, MessageSource messages) {
    this.endpoints = endpoints;
    this.messages = messages;
  }

  /**
   * The result of a check.
   *
   * @param problem the body with which a handshake to this address would be rejected; null if the
   *     address is valid
   */
  record Checked(@Nullable ProblemDetail problem) {}

  /**
   * An address.
   *
   * @param path below the context path, percent-encoded
   * @param query null if there is none
   */
  private record Address(String path, @Nullable String query) {

    private static Address parse(String text) {
      if (!text.startsWith("/")) {
        throw new IllegalArgumentException("No path: " + text);
      }
      int mark = text.indexOf('?');
      var _ = PathContainer.parsePath(mark < 0 ? text : text.substring(0, mark));
      return mark < 0
          ? new Address(text, null)
          : new Address(text.substring(0, mark), text.substring(mark + 1));
    }
  }

  /**
   * Checks an address of this server.
   *
   * @param address path and query, such as {@code /close/1000?reason=bye}
   */
  @GetMapping("/scenarios/check")
  ResponseEntity<Checked> check(@RequestParam String address, Locale locale) {
    Address checked = ADDRESS.parse(address);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new Checked(problem(checked, locale)));
  }

  private @Nullable ProblemDetail problem(Address address, Locale locale) {
    PathContainer path = PathContainer.parsePath(address.path());
    Endpoint endpoint = endpoints.at(path);
    try {
      endpoint.check(endpoint.parameters(path, address.query()), address.path());
      return null;
    } catch (ProblemException rejected) {
      return rejected.updateAndGetBody(messages, locale);
    }
  }
}
