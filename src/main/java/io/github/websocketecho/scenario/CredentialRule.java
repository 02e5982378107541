package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.VerdictMessages.remark;
import static io.github.websocketecho.scenario.VerdictMessages.subject;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.scenario.Conduct.Authentication;
import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.VerdictRule;
import io.github.websocketecho.transcript.VerdictRule.Judgement;
import org.springframework.http.HttpHeaders;

/** The rule for opening handshakes that need credentials. */
final class CredentialRule {

  private CredentialRule() {}

  /**
   * The client sends the right credentials, and follows the protocol. An attempt without them is
   * undecided unless the client sends frames after the 401: RFC 6455, section 4.1, leaves open
   * whether the client authenticates then, and that would be another connection.
   */
  static VerdictRule of(Authentication authentication) {
    return new NamedRule("credentialsSent", seen -> judge(seen, authentication));
  }

  private static Judgement judge(Transcript seen, Authentication authentication) {
    if (seen.closing().cause() == Cause.SCENARIO) {
      return Rules.withProxyRemark(judgeRejected(seen, authentication), seen);
    }
    Judgement judgement = Rules.judgeConduct(seen, _ -> true);
    return judgement.isPassed() ? Judgement.passed("credentialsSent") : judgement;
  }

  private static Judgement judgeRejected(Transcript seen, Authentication authentication) {
    Judgement judgement = Rules.judgeRefusal(seen);
    return judgement.isPassed()
        ? Judgement.undecided(missing(seen, authentication), subject(seen))
            .with(remark("otherAttempt"))
        : judgement;
  }

  /** The code of the message that says what was not sent. */
  private static String missing(Transcript seen, Authentication authentication) {
    if (authentication == Authentication.COOKIE) {
      return "noCookie";
    }
    boolean hasSome =
        seen.handshake().requestHeaders().keySet().stream()
            .anyMatch(HttpHeaders.AUTHORIZATION::equalsIgnoreCase);
    return hasSome ? "otherCredentials" : "noCredentials";
  }
}
