package io.github.websocketecho;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Everything that can be set, under {@code websocket-echo}. A bad value, or a name that is not one
 * of these, stops the start with a message that names the property.
 *
 * @param allowedOrigins the origins whose pages may open a connection, each {@code *} for any (the
 *     default), an origin such as {@code https://example.com}, or a pattern of one such as {@code
 *     https://*.example.com} or {@code https://example.com:[8080,8081]}. The page's own origin may
 *     always connect, and so may a client that sends no {@code Origin} header. Everybody else gets
 *     403 before the upgrade (RFC 6455, section 4.2.2).
 */
@Validated
@ConfigurationProperties(prefix = "websocket-echo", ignoreUnknownFields = false)
public record EchoProperties(
    @DefaultValue("*") @NotEmpty
        List<@Pattern(regexp = ORIGIN, message = ORIGIN_MESSAGE) String> allowedOrigins) {

  private static final String HOST = "([^/\\s:?#\\[\\]]+|\\[[0-9a-fA-F:.]+\\])";
  private static final String PORT = "(:([0-9]{1,5}|\\*))?";
  private static final String ORIGIN = "\\*|null|[a-z][a-z0-9+.-]*://" + HOST + PORT;
  private static final String ORIGIN_MESSAGE =
      "must be *, null or an origin such as https://example.com, https://*.example.com or"
          + " https://example.com:8443";
}
