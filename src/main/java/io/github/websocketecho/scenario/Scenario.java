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
 * @param group the chapter of the catalogue
 * @param id its name, such as {@code close} or {@code illegal/rsv1}; the message {@code
 *     scenario.ID.does}, with dots for slashes, says what the server does
 * @param address the path pattern, with its variables in braces
 * @param aliases other addresses of it
 * @param example an address that can be opened as it stands
 * @param parameters what the address may carry, in the path and in the query
 * @param conduct what a client does there, so that it comes about as in the example
 * @param expected what a correct client reports of that
 * @param rule whether a client did what it should
 * @param rfc the section that it is about
 * @param browser whether a page can run it
 * @param deviations what browsers are known to report instead, one for each of them at most
 * @param handlerAnswers whether the handler answers the opening handshake
 * @param handler makes the handler of one connection from what its address carries; throws {@link
 *     InvalidParameterException} before the upgrade if it carries something that is not allowed
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
    VerdictRule rule,
    String rfc,
    boolean browser,
    List<Deviation> deviations,
    boolean handlerAnswers,
    Function<AddressParameters, WebSocketHandler> handler) {

  /** The code of the message that says what the server does. */
  public String does() {
    return "scenario." + id.replace('/', '.') + ".does";
  }

  /** The code of the message that says what the server must see of a correct client. */
  public String demands() {
    return rule.expected();
  }

  /**
   * Begins an entry that a page can run, at which a client only listens, of which no deviation is
   * known, and whose opening handshake is answered as usual.
   */
  static Builder in(ScenarioGroup group) {
    return new Builder(group);
  }

  /** An entry in the making: all but its handler, which completes it. */
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
    private @Nullable VerdictRule rule;
    private @Nullable String rfc;
    private boolean browser = true;
    private boolean handlerAnswers;

    private Builder(ScenarioGroup group) {
      this.group = group;
    }

    Builder at(String id, String address, String example) {
      this.id = id;
      this.address = address;
      this.example = example;
      return this;
    }

    /** Another address, with the same parameters. */
    Builder alsoAt(String address) {
      return alsoAt(address, given -> given);
    }

    /**
     * Another address.
     *
     * @param translation makes the scenario's parameters of those of that address
     */
    Builder alsoAt(String address, UnaryOperator<AddressParameters> translation) {
      aliases.add(new Alias(address, translation));
      return this;
    }

    Builder with(Parameter<?>... parameters) {
      this.parameters = List.of(parameters);
      return this;
    }

    Builder to(Conduct conduct) {
      this.conduct = conduct;
      return this;
    }

    Builder expect(Expected expected, VerdictRule rule) {
      this.expected = expected;
      this.rule = rule;
      return this;
    }

    Builder butFrom(Deviation deviation) {
      deviations.add(deviation);
      return this;
    }

    /**
     * @param section of RFC 6455, by its number
     */
    Builder see(String section) {
      return see(6455, section);
    }

    /** A section of another RFC. */
    Builder see(int number, String section) {
      rfc = "RFC " + number + ", section " + section;
      return this;
    }

    Builder notFromPages() {
      browser = false;
      return this;
    }

    Builder answeringTheHandshake() {
      handlerAnswers = true;
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
          Objects.requireNonNull(rule),
          Objects.requireNonNull(rfc),
          browser,
          List.copyOf(deviations),
          handlerAnswers,
          handler);
    }
  }
}
