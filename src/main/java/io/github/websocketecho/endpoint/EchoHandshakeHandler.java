package io.github.websocketecho.endpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.RequestUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/**
 * Accepts the first subprotocol that the client offers, whatever it is: an echo speaks every one
 * (RFC 6455, section 4.2.2).
 */
@Component
class EchoHandshakeHandler extends DefaultHandshakeHandler {

  EchoHandshakeHandler(RequestUpgradeStrategy upgradeStrategy) {
    super(upgradeStrategy);
  }

  @Override
  protected @Nullable String selectProtocol(List<String> offered, WebSocketHandler handler) {
    // Where the header stands several times, each value is still a list.
    return offered.stream()
        .map(value -> StringUtils.tokenizeToStringArray(value, ","))
        .filter(values -> values.length > 0)
        .map(values -> values[0])
        .findFirst()
        .orElse(null);
  }
}
