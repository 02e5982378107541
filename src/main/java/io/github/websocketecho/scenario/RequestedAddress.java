package io.github.websocketecho.scenario;

import org.jspecify.annotations.Nullable;

/**
 * The address of a WebSocket endpoint to which a plain request was sent. The request has it as an
 * attribute, so that a page can describe the address.
 *
 * @param scenario null for an echo and for a sequence
 * @param does the code of the message that says what the server does
 * @param parameters those of the address, with the names that the scenario uses, unchecked
 */
public record RequestedAddress(
    @Nullable Scenario scenario, String does, AddressParameters parameters) {

  /** The name of the attribute. */
  public static final String ATTRIBUTE = RequestedAddress.class.getName();
}
