package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.VerdictMessages.remark;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.Transcript.State;
import io.github.websocketecho.transcript.Transcript.Tls;
import io.github.websocketecho.transcript.VerdictRule;
import io.github.websocketecho.transcript.VerdictRule.Judgement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rule for the certificates of the TLS port. */
final class CertificateRule {

  private static final String UNKNOWN_ROOT = "unknown_ca";

  /** The alerts about certificates (RFC 8446, section 6.2). */
  private static final Set<String> ABOUT_CERTIFICATES =
      Set.of(
          UNKNOWN_ROOT,
          "bad_certificate",
          "certificate_expired",
          "certificate_revoked",
          "certificate_unknown",
          "unsupported_certificate");

  /** Those that clients send for any fault of a certificate. */
  private static final Set<String> UNSPECIFIC = Set.of("bad_certificate", "certificate_unknown");

  private static final Set<String> NO_CLIENT_CERTIFICATE =
      Set.of("certificate_required", "bad_certificate", "handshake_failure");

  private static final int SWITCHING_PROTOCOLS = 101;

  private CertificateRule() {}

  /**
   * The client rejects an invalid certificate: it sends no request. It accepts a valid one. If the
   * client may have rejected a certificate because it does not trust the root, which is no fault,
   * the verdict says so or is undecided.
   */
  static VerdictRule of(CertificateName name) {
    String expected =
        switch (name) {
          case CLIENT_CERTIFICATE -> "clientCertificateSent";
          default -> name.isValid() ? "certificateAccepted" : "certificateRejected";
        };
    return new NamedRule(expected, seen -> judge(name, seen));
  }

  private static Judgement judge(CertificateName name, Transcript seen) {
    Tls tls = seen.tls();
    if (tls == null || !name.label().equals(tls.certificate())) {
      return Judgement.undecided("tlsElsewhere", name.label());
    }
    if (tls.requested() || seen.handshake().status() != null) {
      return name.isValid() ? accepted(name, tls, seen) : Judgement.failed("tlsRequest");
    }
    if (seen.state() != State.REFUSED) {
      return Judgement.undecided("waiting");
    }
    if (tls.sentAlert() != null) {
      return serverAlert(name, tls, tls.sentAlert());
    }
    return clientEnded(name, tls, seen);
  }

  private static Judgement accepted(CertificateName name, Tls tls, Transcript seen) {
    Integer status = seen.handshake().status();
    if (status != null && status == SWITCHING_PROTOCOLS) {
      Judgement conduct = Rules.judgeConduct(seen, _ -> true);
      if (Boolean.FALSE.equals(conduct.passed())) {
        return conduct;
      }
    }
    String certificate = tls.clientCertificate();
    return name == CertificateName.CLIENT_CERTIFICATE && certificate != null
        ? Judgement.passed("clientCertificateSent", certificate, text(tls.version()))
        : Judgement.passed("certificateAccepted", text(tls.version()));
  }

  private static Judgement serverAlert(CertificateName name, Tls tls, String alert) {
    if (name == CertificateName.CLIENT_CERTIFICATE && NO_CLIENT_CERTIFICATE.contains(alert)) {
      return Judgement.failed("noClientCertificate", alert);
    }
    if (name == CertificateName.CLIENT_CERTIFICATE && tls.version() != null) {
      return Judgement.failed("otherClientCertificate", alert);
    }
    return name.isValid()
        ? Judgement.failed("tlsServerAlert", alert)
        : Judgement.undecided("tlsServerAlert", alert);
  }

  private static Judgement clientEnded(CertificateName name, Tls tls, Transcript seen) {
    String alert = tls.receivedAlert();
    if (alert != null) {
      return clientAlert(name, alert);
    }
    if (tls.version() == null) {
      return Judgement.undecided("tlsNotBegun");
    }
    return switch (seen.closing().tcpEnd()) {
      case FIN ->
          tls.established()
              ? ended(name, "tlsEndedAfter")
              : ended(name, "tlsEndedWithin").with(remark("noAlert"));
      case RESET ->
          tls.established()
              ? ended(name, "tlsEndedAfter")
              : Judgement.undecided("tlsEndedWithin").with(remark("noAlert"));
      case BY_US ->
          Judgement.undecided(
              seen.closing().cause() == Cause.STALLED ? "tlsNoRequest" : "tlsFailed");
      case null -> Judgement.undecided("waiting");
    };
  }

  private static Judgement ended(CertificateName name, String observed) {
    return name.isValid()
        ? Judgement.undecided(observed).with(remark("root"))
        : withRoot(name, Judgement.passed(observed));
  }

  private static Judgement clientAlert(CertificateName name, String alert) {
    if (!ABOUT_CERTIFICATES.contains(alert)) {
      return name.isValid()
          ? Judgement.failed("tlsAlert", alert)
          : Judgement.undecided("tlsOtherAlert", alert);
    }
    if (name.isFromRoot() && alert.equals(UNKNOWN_ROOT)) {
      return Judgement.undecided("tlsUnknownRoot", alert);
    }
    if (name.isValid()) {
      Judgement rejected = Judgement.failed("tlsAlert", alert);
      return UNSPECIFIC.contains(alert)
          ? Judgement.undecided("tlsAlert", alert).with(remark("root"))
          : rejected;
    }
    Judgement rejected = Judgement.passed("tlsAlert", alert);
    return UNSPECIFIC.contains(alert) ? withRoot(name, rejected) : rejected;
  }

  /** The client may have rejected the certificate because it does not trust the root. */
  private static Judgement withRoot(CertificateName name, Judgement judgement) {
    return name.isFromRoot() ? judgement.with(remark("root")) : judgement;
  }

  private static String text(@Nullable String version) {
    return version == null ? "TLS" : version.replace("TLSv", "TLS ");
  }
}
