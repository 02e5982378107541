package io.github.websocketecho.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemCauseTests {

  /** Logs are searched by these labels, so a label never changes. */
  @Test
  void labelsDoNotChange() {
    assertThat(Arrays.stream(ProblemCause.values()).map(ProblemCause::label))
        .containsExactlyInAnyOrder(
            "admission.tooFast",
            "admission.tooMany",
            "admission.tooManyCasesFromAddress",
            "admission.tooManyFromAddress",
            "admission.tooManyOverTls",
            "admission.tooManyRequests",
            "admission.tooManyRequestsFromAddress",
            "ampersand",
            "conformance.agent",
            "conformance.file",
            "connection.inUse",
            "connection.listIsOff",
            "connection.messageEncoded",
            "connection.messageNotInCharset",
            "connection.messageTooLarge",
            "connection.messageWithoutType",
            "connection.notOpen",
            "connection.peerIsSlow",
            "connection.tooManyBodies",
            "connection.tooManyBodiesOfAddress",
            "connection.tooManyOpen",
            "connection.tooManyStreamsOfAddress",
            "connection.tooManyWaitingOfAddress",
            "connection.tooManyWatchers",
            "connection.unknown",
            "crossOrigin",
            "crossSite",
            "excluded",
            "header.invalid",
            "header.missing",
            "httpVersion",
            "invalidParameter",
            "key.length",
            "method",
            "misdirected",
            "mistyped",
            "origin",
            "replicas.foreignValue",
            "replicas.noAnswer",
            "sequence.otherSteps",
            "sequence.unknown",
            "shuttingDown",
            "subprotocol.noToken",
            "subprotocol.twice",
            "unknownParameter",
            "upgradeRequired");
  }

  @ParameterizedTest
  @EnumSource
  void eachCauseHasAMessage(ProblemCause cause) {
    assertThat(ResourceBundle.getBundle("messages/problems", Locale.ROOT).keySet())
        .contains(cause.message());
  }
}
