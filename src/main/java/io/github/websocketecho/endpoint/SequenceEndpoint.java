package io.github.websocketecho.endpoint;

import io.github.websocketecho.admission.Admission;
import io.github.websocketecho.endpoint.Destination.Subject;
import io.github.websocketecho.engine.ConnectionOptions;
import io.github.websocketecho.http.InvalidParameterException;
import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.scenario.AddressParameters;
import io.github.websocketecho.scenario.Parameter;
import io.github.websocketecho.scenario.Scenario;
import io.github.websocketecho.sequence.Sequence.Attempt;
import io.github.websocketecho.sequence.SequenceStore;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Serves the attempts of a sequence, each by the endpoint that its step names. A step is the
 * address of a scenario or of the echo, with or without the slash at its beginning. Any thread.
 */
final class SequenceEndpoint implements Destination.Resolver {

  static final String PATTERN = "/sequence/{key}";

  private static final int MOST_STEPS = 32;

  /** With a dot and the number of an attempt, it is the id of a transcript. */
  private static final int LONGEST_KEY = 50;

  private static final Pattern KEY_FORM =
      Pattern.compile("(?!\\.+$)[A-Za-z0-9._-]{1," + LONGEST_KEY + "}");

  private static final Parameter<String> KEY =
      Parameter.of(
          "key",
          ParameterRange.texts(
              ParameterRange.message("range.sequenceKey", String.valueOf(LONGEST_KEY)),
              SequenceEndpoint::checkedKey),
          "");

  private static final Parameter<String> STEP =
      Parameter.of(
          "step",
          ParameterRange.texts(
              ParameterRange.message("range.steps", String.valueOf(MOST_STEPS)),
              SequenceEndpoint::checkedStep),
          "");

  /** A transcript gets its id from the key. */
  private static final Parameter<String> CONNECTION =
      Parameter.of(
          "connection",
          ParameterRange.texts(
              ParameterRange.message("parameter.none.allowed"), UnaryOperator.identity()),
          "");

  private final Endpoints endpoints;
  private final SequenceStore sequences;
  private final Endpoint row;

  /**
   * @param endpoints serve the steps
   */
  SequenceEndpoint(Endpoints endpoints, SequenceStore sequences) {
    this.endpoints = endpoints;
    this.sequences = sequences;
    row =
        new Endpoint(
            PathPatternParser.defaultInstance.parse(PATTERN),
            "endpoint.sequence.does",
            null,
            UnaryOperator.identity(),
            this::handlerOfFirstStep,
            _ -> ConnectionOptions.NONE);
  }

  /** The URL table: all steps, and the sequences. */
  Endpoints withSteps() {
    return with(row);
  }

  /** The URL table: all steps, and no sequences. */
  Endpoints switchedOff() {
    return with(row.excluded(PATTERN));
  }

  private Endpoints with(Endpoint first) {
    return new Endpoints(Stream.concat(Stream.of(first), endpoints.all().stream()).toList());
  }

  /** The row of the URL table. Its handler checks an address; each attempt has another one. */
  Endpoint row() {
    return row;
  }

  private WebSocketHandler handlerOfFirstStep(AddressParameters parameters) {
    var _ = parameters.get(KEY);
    return steps(parameters).getFirst().handler();
  }

  /**
   * Begins an attempt.
   *
   * @throws InvalidParameterException if the key or a step is not valid
   * @throws io.github.websocketecho.sequence.SequenceException if the key has other steps
   */
  @Override
  public Destination of(HttpServletRequest request) {
    AddressParameters parameters = row.parameters(request);
    String key = parameters.get(KEY);
    List<Step> steps = steps(parameters);
    Attempt attempt = sequences.begin(key, steps.stream().map(Step::address).toList());
    Step step = steps.get(Math.min(attempt.number(), steps.size()) - 1);
    return new Destination(
        step.endpoint(),
        step.parameters(),
        step.address(),
        attempt.connection(),
        Subject.of(step.endpoint()),
        Admission::enter,
        () -> sequences.withdraw(key, attempt));
  }

  /** A step whose address is valid. */
  private record Step(String address, Endpoint endpoint, AddressParameters parameters) {

    private WebSocketHandler handler() {
      return endpoint.handler().apply(parameters);
    }
  }

  private List<Step> steps(AddressParameters parameters) {
    refuseOthers(parameters);
    List<String> given = parameters.query().getOrDefault(STEP.name(), List.of());
    if (given.isEmpty() || given.size() > MOST_STEPS) {
      throw STEP.invalid(given.size() + "×", null);
    }
    return given.stream().map(this::step).toList();
  }

  private Step step(String encoded) {
    // Each by itself, because a parameter has one value.
    String address =
        new AddressParameters(Map.of(), Map.of(STEP.name(), List.of(encoded))).get(STEP);
    int mark = address.indexOf('?');
    String path = mark < 0 ? address : address.substring(0, mark);
    @Nullable String query = mark < 0 ? null : address.substring(mark + 1);
    PathContainer parsed = parsed(path, encoded);
    Endpoint endpoint = endpoints.at(parsed);
    AddressParameters parameters = endpoint.parameters(parsed, query);
    refuseNamed(endpoint, address);
    refuseId(parameters);
    endpoint.check(parameters, path);
    return new Step(address, endpoint, parameters);
  }

  private static PathContainer parsed(String path, String encoded) {
    try {
      return PathContainer.parsePath(path);
    } catch (IllegalArgumentException e) {
      throw STEP.invalid(encoded, e);
    }
  }

  /** Refuses everything but steps, because a step that is not encoded loses its parameters. */
  private static void refuseOthers(AddressParameters parameters) {
    parameters
        .query()
        .forEach(
            (name, values) -> {
              if (!name.equals(STEP.name())) {
                throw InvalidParameterException.unknown(
                    name, String.join(", ", values), List.of(STEP.name()));
              }
            });
  }

  /** Refuses a scenario that is at a name of the TLS port, because the client asks for one name. */
  private static void refuseNamed(Endpoint endpoint, String address) {
    Scenario scenario = endpoint.scenario();
    if (scenario != null && scenario.certificate() != null) {
      throw STEP.invalid(address, null);
    }
  }

  private static void refuseId(AddressParameters parameters) {
    List<String> id = parameters.query().get(CONNECTION.name());
    if (id != null) {
      throw CONNECTION.invalid(String.join(", ", id), null);
    }
  }

  private static String checkedKey(String key) {
    if (!KEY_FORM.matcher(key).matches()) {
      throw new IllegalArgumentException("No key: " + key);
    }
    return key;
  }

  private static String checkedStep(String text) {
    String address = text.startsWith("/") ? text : "/" + text;
    if (text.isEmpty() || address.startsWith("/sequence")) {
      throw new IllegalArgumentException("No step: " + text);
    }
    return address;
  }
}
