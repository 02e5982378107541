package io.github.websocketecho.http;

import org.springframework.web.HttpRequestHandler;

/**
 * Handles requests whose path and query it checks by itself, so that {@link
 * MalformedAddressInterceptor} does not.
 */
public interface AddressCheckingHandler extends HttpRequestHandler {}
