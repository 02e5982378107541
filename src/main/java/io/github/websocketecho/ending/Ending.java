package io.github.websocketecho.ending;

import io.github.websocketecho.connection.VerdictRule;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.web.socket.WebSocketHandler;

/**
 * One way for a connection to end, at an address of its own: an entry of the catalogue.
 *
 * @param id its name, such as {@code close} or {@code illegal/rsv1}; the message {@code
 *     ending.ID.does}, with dots for slashes, says what the server does
 * @param address the path pattern, with its variables in braces
 * @param example an address that can be opened as it stands
 * @param parameters what the address may carry, in the path and in the query
 * @param expected what a correct client reports at the example
 * @param rule whether a client did what it should
 * @param rfc the section that it is about
 * @param browser whether a page can run it
 * @param deviations what a browser is known to report instead, by its name and version
 * @param handlerAnswers whether the handler answers the opening handshake
 * @param handler makes the handler of one connection from what its address carries; throws {@link
 *     InvalidParameterException} before the upgrade if it carries something that is not allowed
 */
public record Ending(
    String id,
    String address,
    String example,
    List<Parameter<?>> parameters,
    Expected expected,
    VerdictRule rule,
    String rfc,
    boolean browser,
    Map<String, Expected> deviations,
    boolean handlerAnswers,
    Function<AddressParameters, WebSocketHandler> handler) {

  /** The code of the message that says what the server does. */
  public String does() {
    return "ending." + id.replace('/', '.') + ".does";
  }
}
