package io.github.websocketecho.scenario;

import java.util.function.UnaryOperator;

/**
 * Another address of a scenario, which users of other echo servers know.
 *
 * @param address the path pattern, with its variables in braces
 * @param translation makes the scenario's parameters of those of this address
 */
public record Alias(String address, UnaryOperator<AddressParameters> translation) {}
