package io.github.websocketecho.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What scenarios have in common: the chapters of the catalogue, in their order. */
public enum ScenarioGroup {
  /** The server closes because it was asked to. */
  @JsonProperty("close")
  CLOSE,
  /** Something that the client waits for comes late, or never. */
  @JsonProperty("timing")
  TIMING,
  /** TCP ends without a close frame. */
  @JsonProperty("tcp")
  TCP,
  /** The server closes because the client went beyond something. */
  @JsonProperty("limits")
  LIMITS,
  /** The opening handshake is refused, late, wrong or missing. */
  @JsonProperty("handshake")
  HANDSHAKE,
  /** The server breaks the protocol. */
  @JsonProperty("illegal")
  ILLEGAL
}
