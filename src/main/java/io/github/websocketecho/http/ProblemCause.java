package io.github.websocketecho.http;

/** Why a request is rejected. */
public enum ProblemCause {
  INVALID_PARAMETER("invalidParameter", "problem.invalidParameter"),
  UNKNOWN_PARAMETER("unknownParameter", "problem.unknownParameter"),
  CROSS_SITE("crossSite", "problem.crossSite"),
  CROSS_ORIGIN("crossOrigin", "problem.crossOrigin"),
  ADMISSION_TOO_MANY("admission.tooMany", "problem.admission.tooMany"),
  ADMISSION_TOO_MANY_FROM_ADDRESS(
      "admission.tooManyFromAddress", "problem.admission.tooManyFromAddress"),
  ADMISSION_TOO_MANY_OVER_TLS("admission.tooManyOverTls", "problem.admission.tooManyOverTls"),
  ADMISSION_TOO_MANY_REQUESTS("admission.tooManyRequests", "problem.admission.tooManyRequests"),
  ADMISSION_TOO_MANY_REQUESTS_FROM_ADDRESS(
      "admission.tooManyRequestsFromAddress", "problem.admission.tooManyRequestsFromAddress"),
  ADMISSION_TOO_MANY_CASES_FROM_ADDRESS(
      "admission.tooManyCasesFromAddress", "problem.admission.tooManyCasesFromAddress"),
  CONFORMANCE_AGENT("conformance.agent", "problem.conformance.agent"),
  CONFORMANCE_FILE("conformance.file", "problem.conformance.file"),
  ADMISSION_TOO_FAST("admission.tooFast", "problem.admission.tooFast"),
  UPGRADE_REQUIRED("upgradeRequired", "problem.upgradeRequired"),
  HEADER_MISSING("header.missing", "problem.header.missing"),
  HEADER_INVALID("header.invalid", "problem.header.invalid"),
  KEY_LENGTH("key.length", "problem.key.length"),
  HTTP_VERSION("httpVersion", "problem.httpVersion"),
  SUBPROTOCOL_NO_TOKEN("subprotocol.noToken", "problem.subprotocol.noToken"),
  SUBPROTOCOL_TWICE("subprotocol.twice", "problem.subprotocol.twice"),
  MISTYPED("mistyped", "problem.mistyped"),
  EXCLUDED("excluded", "problem.excluded"),
  MISDIRECTED("misdirected", "problem.misdirected"),
  AMPERSAND("ampersand", "problem.ampersand"),
  ORIGIN("origin", "problem.origin"),
  SHUTTING_DOWN("shuttingDown", "problem.shuttingDown"),
  METHOD("method", "problem.method"),
  CONNECTION_UNKNOWN("connection.unknown", "problem.connection.unknown"),
  CONNECTION_LIST_IS_OFF("connection.listIsOff", "problem.connection.listIsOff"),
  CONNECTION_IN_USE("connection.inUse", "problem.connection.inUse"),
  CONNECTION_TOO_MANY_OPEN("connection.tooManyOpen", "problem.connection.tooManyOpen"),
  CONNECTION_TOO_MANY_WATCHERS("connection.tooManyWatchers", "problem.connection.tooManyWatchers"),
  CONNECTION_TOO_MANY_STREAMS_OF_ADDRESS(
      "connection.tooManyStreamsOfAddress", "problem.connection.tooManyStreamsOfAddress"),
  CONNECTION_TOO_MANY_WAITING_OF_ADDRESS(
      "connection.tooManyWaitingOfAddress", "problem.connection.tooManyWaitingOfAddress"),
  CONNECTION_TOO_MANY_BODIES("connection.tooManyBodies", "problem.connection.tooManyBodies"),
  CONNECTION_TOO_MANY_BODIES_OF_ADDRESS(
      "connection.tooManyBodiesOfAddress", "problem.connection.tooManyBodiesOfAddress"),
  CONNECTION_MESSAGE_TOO_LARGE("connection.messageTooLarge", "problem.connection.messageTooLarge"),
  CONNECTION_MESSAGE_NOT_IN_CHARSET(
      "connection.messageNotInCharset", "problem.connection.messageNotInCharset"),
  CONNECTION_MESSAGE_WITHOUT_TYPE(
      "connection.messageWithoutType", "problem.connection.messageWithoutType"),
  CONNECTION_MESSAGE_ENCODED("connection.messageEncoded", "problem.connection.messageEncoded"),
  SEQUENCE_UNKNOWN("sequence.unknown", "problem.sequence.unknown"),
  SEQUENCE_OTHER_STEPS("sequence.otherSteps", "problem.sequence.otherSteps"),
  CONNECTION_NOT_OPEN("connection.notOpen", "problem.connection.notOpen"),
  CONNECTION_PEER_IS_SLOW("connection.peerIsSlow", "problem.connection.peerIsSlow"),
  REPLICAS_NO_ANSWER("replicas.noAnswer", "problem.replicas.noAnswer"),
  REPLICAS_FOREIGN_VALUE("replicas.foreignValue", "problem.replicas.foreignValue");

  private final String label;
  private final String message;

  ProblemCause(String label, String message) {
    this.label = label;
    this.message = message;
  }

  /** The value of {@code cause} in logs. It stays the same if a message gets another key. */
  public String label() {
    return label;
  }

  /** The key of the message for the detail of the problem. */
  String message() {
    return message;
  }
}
