package io.github.websocketecho.scenario;

import java.util.function.UnaryOperator;

/**
 * Another address of a scenario, for users of other echo servers.
 *
 * @param address the path pattern, with its variables in braces
 * @param translation converts the parameters of this address to those of the scenario
 */
public record Alias(String address, UnaryOperator<AddressParameters> translation) {}
