package io.github.websocketecho.scenario;

import static java.util.Objects.requireNonNull;

import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.scenario.Conduct.Authentication;
import io.github.websocketecho.scenario.Parameter.Sends;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.web.socket.WebSocketHandler;

/**
 * The scenarios in which an opening handshake needs credentials. Without them it gets 401 with a
 * challenge; RFC 6455, section 4.1, lets a client authenticate then.
 */
final class CredentialScenarios {

  private static final int MAXIMUM_NAME_LENGTH = 100;
  private static final int MAXIMUM_TOKEN_LENGTH = 256;

  /** As RFC 6750, section 2.1, defines it. */
  private static final Pattern TOKEN_SYNTAX = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private static final Parameter<String> USER =
      Parameter.of(
              "user", TextRange.of("range.user", "[^:\\p{Cc}]", 0, MAXIMUM_NAME_LENGTH), "user")
          .sending(Sends.USER);
  private static final Parameter<String> PASSWORD =
      Parameter.of(
              "password",
              TextRange.of("range.password", "[^\\p{Cc}]", 0, MAXIMUM_NAME_LENGTH),
              "password")
          .sending(Sends.PASSWORD);
  private static final Parameter<String> TOKEN =
      Parameter.of("token", tokens(), "token").sending(Sends.TOKEN);

  private final WebSocketHandler echo;
  private final Credentials cookie = new CookieCredentials(InstantSource.system());

  private CredentialScenarios(WebSocketHandler echo) {
    this.echo = echo;
  }

  /**
   * All of these scenarios, in the order of the catalogue.
   *
   * @param echo serves accepted clients
   */
  static List<Scenario> all(WebSocketHandler echo) {
    var scenarios = new CredentialScenarios(echo);
    return List.of(scenarios.basic(), scenarios.bearer(), scenarios.cookie());
  }

  private Scenario basic() {
    return entry("basic", Authentication.BASIC, USER, PASSWORD, ClientTimeout.PARAMETER)
        .rfc(7617, "2")
        .servedBy(served(values -> new BasicCredentials(values.get(USER), values.get(PASSWORD))));
  }

  private Scenario bearer() {
    return entry("bearer", Authentication.BEARER, TOKEN, ClientTimeout.PARAMETER)
        .rfc(6750, "2.1")
        .notInBrowsers()
        .servedBy(served(values -> new BearerCredentials(values.get(TOKEN))));
  }

  private Scenario cookie() {
    return entry("cookie", Authentication.COOKIE, ClientTimeout.PARAMETER)
        .rfc("4.1")
        .servedBy(served(_ -> cookie));
  }

  private static Scenario.Builder entry(
      String name, Authentication authentication, Parameter<?>... parameters) {
    String id = "auth/" + name;
    return Scenario.in(ScenarioGroup.HANDSHAKE)
        .at(id, "/" + id, "/" + id)
        .parameters(parameters)
        .conduct(Conduct.closing().authenticating(authentication))
        .expect(Expected.AS_THE_CLIENT_CLOSES, CredentialRule.of(authentication))
        .handlerAnswers();
  }

  /**
   * Serves clients that have credentials.
   *
   * @param credentials reads the values of an address
   */
  private Function<AddressParameters, WebSocketHandler> served(
      Function<AddressParameters, Credentials> credentials) {
    return values -> {
      Credentials needed = credentials.apply(values);
      return new RejectHandshakeHandler(
          (session, wire) ->
              CompletableFuture.completedFuture(
                  needed.check(wire.requestHeaders(), () -> requireNonNull(session.getUri()))),
          values.get(ClientTimeout.PARAMETER),
          echo);
    };
  }

  private static ParameterRange<String> tokens() {
    return TextRange.of("range.token", "[A-Za-z0-9._~+/=-]", 1, MAXIMUM_TOKEN_LENGTH)
        .as(
            text -> {
              if (!TOKEN_SYNTAX.matcher(text).matches()) {
                throw new IllegalArgumentException("The text does not match " + TOKEN_SYNTAX);
              }
              return text;
            });
  }
}
