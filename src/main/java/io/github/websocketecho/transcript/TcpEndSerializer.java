package io.github.websocketecho.transcript;

import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes how TCP ended: {@code fin}, {@code reset}, {@code byUs}, or {@code open} for null. */
final class TcpEndSerializer extends ValueSerializer<TcpEnd> {

  @Override
  public void serialize(@Nullable TcpEnd value, JsonGenerator json, SerializationContext context) {
    json.writeString(
        switch (value) {
          case null -> "open";
          case FIN -> "fin";
          case RESET -> "reset";
          case BY_US -> "byUs";
        });
  }
}
