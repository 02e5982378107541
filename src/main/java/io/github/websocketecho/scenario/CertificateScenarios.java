package io.github.websocketecho.scenario;

import java.io.IOException;
import java.util.stream.Stream;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * The scenarios of the TLS port: a name chooses the certificate. If the client goes on although the
 * certificate is invalid, the server closes.
 */
public final class CertificateScenarios {

  /** The code is 1015 or 1006 (RFC 6455, section 7.4.1), or there is an exception instead. */
  private static final Expected TLS_FAILED = new Expected(null, "", false);

  private static final CloseStatus ACCEPTED =
      CloseStatus.POLICY_VIOLATION.withReason("The client accepted this certificate.");

  private CertificateScenarios() {}

  /**
   * All of them. There are none without the TLS port.
   *
   * @param echo answers messages
   */
  public static Stream<Scenario> all(WebSocketHandler echo) {
    return Stream.of(CertificateName.values()).map(name -> at(name, echo));
  }

  private static Scenario at(CertificateName name, WebSocketHandler echo) {
    Scenario.Builder entry =
        Scenario.in(ScenarioGroup.CERTIFICATE)
            .at(name.scenario(), "/" + name.scenario(), "/" + name.scenario())
            .certificate(name);
    if (name.isValid()) {
      entry.conduct(conduct(name)).expect(Expected.AS_THE_CLIENT_CLOSES, CertificateRule.of(name));
    } else {
      entry.expect(TLS_FAILED, CertificateRule.of(name));
    }
    if (name == CertificateName.CLIENT_CERTIFICATE) {
      entry.notInBrowsers();
    }
    WebSocketHandler handler = name.isValid() ? echo : new AcceptedHandler();
    return rfc(entry, name).servedBy(_ -> handler);
  }

  private static Conduct conduct(CertificateName name) {
    return name == CertificateName.CLIENT_CERTIFICATE
        ? Conduct.closing().authenticating(Conduct.Authentication.CERTIFICATE)
        : Conduct.closing();
  }

  private static Scenario.Builder rfc(Scenario.Builder entry, CertificateName name) {
    return switch (name) {
      case EXPIRED, NOT_YET -> entry.rfc(5280, "4.1.2.5");
      case WRONG_NAME -> entry.rfc(9525, "6.3");
      case UNTRUSTED, SELF_SIGNED -> entry.rfc(5280, "6.1");
      case WEAK_KEY -> entry.rfc(9325, "4.5");
      case TLS12 -> entry.rfc(9325, "3.1.1");
      case TLS13 -> entry.rfc(8446, "4.2.1");
      case CLIENT_CERTIFICATE -> entry.rfc(8446, "4.3.2");
    };
  }

  private static final class AcceptedHandler extends AbstractWebSocketHandler {
    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws IOException {
      session.close(ACCEPTED);
    }
  }
}
