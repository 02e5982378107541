package io.github.websocketecho.transcript;

import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes an enum constant as its name in lower case. */
final class LowerCaseSerializer extends ValueSerializer<Enum<?>> {

  @Override
  public void serialize(Enum<?> value, JsonGenerator json, SerializationContext context) {
    json.writeString(value.name().toLowerCase(Locale.ROOT));
  }
}
