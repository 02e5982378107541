package io.github.websocketecho.connection;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an account begins with: an opening handshake as it came.
 *
 * @param id 1 to 64 of {@code A-Z a-z 0-9 . _ -}
 * @param ending the id of the ending at this address; null for a plain echo
 * @param rule null where there is no ending
 * @param address path and query as they stood in the request
 * @param remoteAddress host and port of the client
 * @param httpVersion as {@code HTTP/1.1}
 * @param requestHeaders each name with its values, joined by ", "
 */
public record Opened(
    String id,
    @Nullable String ending,
    @Nullable VerdictRule rule,
    String address,
    String remoteAddress,
    String httpVersion,
    Map<String, String> requestHeaders) {}
