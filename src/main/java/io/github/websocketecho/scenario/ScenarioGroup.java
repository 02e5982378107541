package io.github.websocketecho.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The groups of scenarios, in the order of the catalogue. */
public enum ScenarioGroup {
  /** The server closes because the client asked for it. */
  @JsonProperty("close")
  CLOSE,
  /** The client waits for something that is late or never arrives. */
  @JsonProperty("timing")
  TIMING,
  /** TCP ends without a close frame. */
  @JsonProperty("tcp")
  TCP,
  /** The server closes because the client exceeded a limit. */
  @JsonProperty("limits")
  LIMITS,
  /** The opening handshake is rejected, late, invalid or never answered. */
  @JsonProperty("handshake")
  HANDSHAKE,
  /** The server sends without being asked. */
  @JsonProperty("traffic")
  TRAFFIC,
  /** The server does what is legal, but rare. */
  @JsonProperty("legal")
  LEGAL,
  /** The server violates the protocol. */
  @JsonProperty("illegal")
  ILLEGAL,
  /** The certificate of the server is invalid, or TLS is unusual. */
  @JsonProperty("certificate")
  CERTIFICATE
}
