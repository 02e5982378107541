package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.RuleAssertions.NO_CLUES;
import static io.github.websocketecho.scenario.RuleAssertions.assertJudgement;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.Transcript.Handshake;
import io.github.websocketecho.transcript.Transcript.State;
import io.github.websocketecho.transcript.Transcript.Tls;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CertificateRuleTests {

  /** TLS of a client that has asked for a name, and got further or less far. */
  private static Tls tls(
      CertificateName name,
      @Nullable String version,
      boolean established,
      boolean requested,
      @Nullable String received,
      @Nullable String sent) {
    return new Tls(
        "id." + name.label() + ".localhost",
        name.label(),
        List.of("TLSv1.3"),
        version,
        version == null ? null : "TLS_AES_256_GCM_SHA384",
        name == CertificateName.CLIENT_CERTIFICATE && established ? "CN=me" : null,
        established,
        requested,
        received,
        sent);
  }

  private static Transcript seen(
      State state, @Nullable Tls tls, @Nullable TcpEnd end, @Nullable Integer status) {
    Transcript seen =
        RuleAssertions.transcript(
            state,
            Initiator.NONE,
            null,
            null,
            end,
            end == null ? null : Cause.NETWORK,
            null,
            NO_CLUES,
            0);
    return RuleAssertions.with(
        seen, tls, new Handshake(status, Map.of(), Map.of(), null, List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "EXPIRED, certificate_expired, true, tlsAlert,",
    "EXPIRED, bad_certificate, true, tlsAlert, root",
    "EXPIRED, certificate_unknown, true, tlsAlert, root",
    "EXPIRED, unknown_ca,, tlsUnknownRoot,",
    "WEAK_KEY, unsupported_certificate, true, tlsAlert,",
    "UNTRUSTED, unknown_ca, true, tlsAlert,",
    "SELF_SIGNED, certificate_unknown, true, tlsAlert,",
    "TLS13, unknown_ca,, tlsUnknownRoot,",
    "TLS13, certificate_unknown,, tlsAlert, root",
    "TLS12, certificate_expired, false, tlsAlert,",
    "TLS12, protocol_version, false, tlsAlert,",
    "EXPIRED, protocol_version,, tlsOtherAlert,",
    "EXPIRED, user_canceled,, tlsOtherAlert,",
    "SELF_SIGNED, close_notify,, tlsOtherAlert,",
    "UNTRUSTED, handshake_failure,, tlsOtherAlert,",
    "CLIENT_CERTIFICATE, unknown_ca,, tlsUnknownRoot,",
  })
  void alertOfTheClient(
      CertificateName name,
      String alert,
      @Nullable Boolean passed,
      String observed,
      @Nullable String remark) {
    Tls tls = tls(name, "TLSv1.3", false, false, alert, null);
    assertJudgement(
        CertificateRule.of(name),
        seen(State.REFUSED, tls, TcpEnd.FIN, null),
        passed,
        observed,
        remark);
  }

  @ParameterizedTest
  @CsvSource({
    "EXPIRED, TLSv1.3, false, FIN, true, tlsEndedWithin, root noAlert",
    "EXPIRED, TLSv1.3, true, RESET, true, tlsEndedAfter, root",
    "SELF_SIGNED, TLSv1.3, false, FIN, true, tlsEndedWithin, noAlert",
    "SELF_SIGNED, TLSv1.3, true, FIN, true, tlsEndedAfter,",
    "TLS13, TLSv1.3, false, FIN,, tlsEndedWithin, root noAlert",
    "TLS13, TLSv1.3, true, FIN,, tlsEndedAfter, root",
    "EXPIRED, TLSv1.3, false, RESET,, tlsEndedWithin, noAlert",
    "EXPIRED,, false, FIN,, tlsNotBegun,",
    "EXPIRED,, false, BY_US,, tlsNotBegun,",
    "EXPIRED, TLSv1.3, true, BY_US,, tlsFailed,",
  })
  void endWithoutAnAlert(
      CertificateName name,
      @Nullable String version,
      boolean established,
      TcpEnd end,
      @Nullable Boolean passed,
      String observed,
      @Nullable String remark) {
    Tls tls = tls(name, version, established, false, null, null);
    assertJudgement(
        CertificateRule.of(name), seen(State.REFUSED, tls, end, null), passed, observed, remark);
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT_CERTIFICATE, TLSv1.3, certificate_required, false, noClientCertificate",
    "CLIENT_CERTIFICATE, TLSv1.2, handshake_failure, false, noClientCertificate",
    "CLIENT_CERTIFICATE, TLSv1.3, certificate_unknown, false, otherClientCertificate",
    "CLIENT_CERTIFICATE,, protocol_version, false, tlsServerAlert",
    "TLS13,, protocol_version, false, tlsServerAlert",
    "EXPIRED,, handshake_failure,, tlsServerAlert",
  })
  void alertOfTheServer(
      CertificateName name,
      @Nullable String version,
      String alert,
      @Nullable Boolean passed,
      String observed) {
    Tls tls = tls(name, version, false, false, null, alert);
    assertJudgement(
        CertificateRule.of(name),
        seen(State.REFUSED, tls, TcpEnd.BY_US, null),
        passed,
        observed,
        null);
  }

  @ParameterizedTest
  @EnumSource(CertificateName.class)
  void requestMeansThatTheClientHasAcceptedTheCertificate(CertificateName name) {
    Tls tls = tls(name, "TLSv1.3", true, true, null, null);
    String observed =
        switch (name) {
          case CLIENT_CERTIFICATE -> "clientCertificateSent";
          default -> name.isValid() ? "certificateAccepted" : "tlsRequest";
        };
    for (Transcript seen :
        List.of(
            seen(State.OPEN, tls, null, null),
            seen(State.REFUSED, tls, TcpEnd.BY_US, 426),
            seen(State.ENDED, tls, TcpEnd.FIN, 101))) {
      assertJudgement(CertificateRule.of(name), seen, name.isValid(), observed, null);
    }
  }

  @ParameterizedTest
  @EnumSource(CertificateName.class)
  void nothingIsDecidedWhileTheClientHasTime(CertificateName name) {
    Tls tls = tls(name, "TLSv1.3", true, false, null, null);
    assertJudgement(
        CertificateRule.of(name), seen(State.OPEN, tls, null, null), null, "waiting", null);
  }

  @Test
  void connectionToAnotherNameProvesNothing() {
    Tls other = tls(CertificateName.TLS13, "TLSv1.3", true, true, null, null);
    for (Transcript seen :
        List.of(
            seen(State.REFUSED, null, TcpEnd.BY_US, 421),
            seen(State.REFUSED, other, TcpEnd.BY_US, 421))) {
      assertJudgement(
          CertificateRule.of(CertificateName.EXPIRED), seen, null, "tlsElsewhere", null);
    }
  }
}
