package io.github.websocketecho.certificate;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if there is a TLS port. */
public final class TlsPortCondition implements Condition {

  private static final int NONE = -1;

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return context.getEnvironment().getProperty("websocket-echo.tls.port", Integer.class, NONE)
        > NONE;
  }
}
