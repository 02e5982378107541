package io.github.websocketecho.scenario;

import io.github.websocketecho.http.InvalidParameterException;
import io.github.websocketecho.transcript.VerdictRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketHandler;

/**
 * One way for a server to behave, at an address of its own: an entry of the catalogue.
 *
 * @param group the group of the catalogue
 * @param id the name, such as {@code close} or {@code illegal/rsv1}. The message {@code
 *     scenario.ID.does}, with dots instead of slashes, says what the server does
 * @param address the path pattern, with its variables in braces
 * @param aliases other addresses of the scenario
 * @param example a valid address, without variables
 * @param parameters the parameters of the path and of the query
 * @param conduct what a client does to produce the expected result of the example
 * @param expected what a correct client reports for the example
 * @param expectedInBrowsers what a page reports instead, because the browsers' API requires more
 *     than the RFC; null for the same
 * @param rule judges whether a client behaved as it should
 * @param rfc the section that describes the correct behaviour
 * @param browser whether a page can run the scenario
 * @param deviations the results of browsers that are known to differ, at most one for each browser
 * @param handlerAnswers whether the handler answers the opening handshake, instead of the engine
 * @param certificate the name at the TLS port where the scenario is; null if it is at every name
 * @param handler makes the handler of one connection from the parameters of its address. Called
 *     before the upgrade. Throws {@link InvalidParameterException} if a parameter is invalid
 */
public record Scenario(
    ScenarioGroup group,
    String id,
    String address,
    List<Alias> aliases,
    String example,
    List<Parameter<?>> parameters,
    Conduct conduct,
    Expected expected,
    @Nullable Expected expectedInBrowsers,
    VerdictRule rule,
    String rfc,
    boolean browser,
    List<Deviation> deviations,
    boolean handlerAnswers,
    @Nullable CertificateName certificate,
    Function<AddressParameters, WebSocketHandler> handler) {

  /** The code of the message that says what the server does. */
  public String does() {
    return "scenario." + id.replace('/', '.') + ".does";
  }

  /** The code of the message that says what the server expects to see of a correct client. */
  public String demands() {
    return rule.expected();
  }

  /**
   * Starts an entry. By default a page can run it, a client sends nothing, no deviation is known,
   * and the engine answers the opening handshake.
   */
  static Builder in(ScenarioGroup group) {
    return new Builder(group);
  }

  /** Collects the parts of an entry. Its handler completes it. */
  static final class Builder {

    private final ScenarioGroup group;
    private final List<Alias> aliases = new ArrayList<>();
    private final List<Deviation> deviations = new ArrayList<>();
    private @Nullable String id;
    private @Nullable String address;
    private @Nullable String example;
    private List<Parameter<?>> parameters = List.of();
    private Conduct conduct = Conduct.LISTENS;
    private @Nullable Expected expected;
    private @Nullable Expected expectedInBrowsers;
    private @Nullable VerdictRule rule;
    private @Nullable String rfc;
    private boolean browser = true;
    private boolean handlerAnswers;
    private @Nullable CertificateName certificate;

    private Builder(ScenarioGroup group) {
      this.group = group;
    }

    Builder at(String id, String address, String example) {
      this.id = id;
      this.address = address;
      this.example = example;
      return this;
    }

    /** Adds another address with the same parameters. */
    Builder alsoAt(String address) {
      return alsoAt(address, UnaryOperator.identity());
    }

    /**
     * Adds another address.
     *
     * @param translation converts the parameters of that address to those of the scenario
     */
    Builder alsoAt(String address, UnaryOperator<AddressParameters> translation) {
      aliases.add(new Alias(address, translation));
      return this;
    }

    Builder parameters(Parameter<?>... parameters) {
      this.parameters = List.of(parameters);
      return this;
    }

    Builder conduct(Conduct conduct) {
      this.conduct = conduct;
      return this;
    }

    Builder expect(Expected expected, VerdictRule rule) {
      this.expected = expected;
      this.rule = rule;
      return this;
    }

    /** Adds what a page reports if the browsers' API requires more of a client than the RFC. */
    Builder expectInBrowsers(Expected expected) {
      expectedInBrowsers = expected;
      return this;
    }

    Builder deviation(Deviation deviation) {
      deviations.add(deviation);
      return this;
    }

    /**
     * @param section the number of a section of RFC 6455
     */
    Builder rfc(String section) {
      return rfc(6455, section);
    }

    Builder rfc(int number, String section) {
      rfc = "RFC " + number + ", section " + section;
      return this;
    }

    Builder notInBrowsers() {
      browser = false;
      return this;
    }

    Builder handlerAnswers() {
      handlerAnswers = true;
      return this;
    }

    /** The scenario is at this name of the TLS port only. */
    Builder certificate(CertificateName name) {
      certificate = name;
      return this;
    }

    Scenario servedBy(Function<AddressParameters, WebSocketHandler> handler) {
      return new Scenario(
          group,
          Objects.requireNonNull(id),
          Objects.requireNonNull(address),
          List.copyOf(aliases),
          Objects.requireNonNull(example),
          parameters,
          conduct,
          Objects.requireNonNull(expected),
          expectedInBrowsers,
          Objects.requireNonNull(rule),
          Objects.requireNonNull(rfc),
          browser,
          List.copyOf(deviations),
          handlerAnswers,
          certificate,
          handler);
    }
  }
}
