package io.github.websocketecho.ending;

import java.util.List;
import java.util.function.Function;
import org.springframework.web.socket.WebSocketHandler;

/**
 * One way for a connection to end, at an address of its own: an entry of the catalogue.
 *
 * @param id its short name; the message {@code ending.ID.does} says what the server does
 * @param address the path pattern, with its variables in braces
 * @param parameters what the address may carry, in the path and in the query
 * @param handler makes the handler of one connection from what its address carries; throws {@link
 *     InvalidParameterException} before the upgrade if it carries something that is not allowed
 */
public record Ending(
    String id,
    String address,
    List<Parameter<?>> parameters,
    Function<AddressParameters, WebSocketHandler> handler) {}
