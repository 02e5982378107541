package io.github.websocketecho.conformance;

import io.github.websocketecho.engine.ConnectionOptions;
import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.scenario.AddressParameters;
import io.github.websocketecho.scenario.Parameter;
import io.github.websocketecho.scenario.Scenario;
import io.github.websocketecho.transcript.TranscriptStore;
import io.github.websocketecho.transcript.VerdictRule;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;

/**
 * What a driver of the Autobahn Testsuite connects to. Its methods read the parameters of an
 * address, and throw {@link io.github.websocketecho.http.InvalidParameterException} if one is
 * missing or not valid. Any thread.
 */
@Component
public final class CaseConnections {

  private static final int LONGEST_AGENT = 200;

  private static final Parameter<String> AGENT =
      Parameter.of(
          "agent",
          ParameterRange.texts(
              ParameterRange.message("range.characters", "1", String.valueOf(LONGEST_AGENT)),
              CaseConnections::checkedAgent),
          "");

  private static final Pattern RUN_FORM = Pattern.compile("[A-Za-z0-9._-]{0,64}");

  private static final Parameter<String> RUN =
      Parameter.of(
          "run",
          ParameterRange.texts(
              ParameterRange.message("parameter.connection.allowed"), CaseConnections::checkedRun),
          "");

  private final Parameter<SuiteCase> id;
  private final CaseCatalogue cases;
  private final CaseDescriptions descriptions;
  private final ReportWriter writer;
  private final ReportStore reports;
  private final TranscriptStore transcripts;

  CaseConnections(
      CaseCatalogue cases,
      CaseDescriptions descriptions,
      ReportStore reports,
      ReportWriter writer,
      TranscriptStore transcripts) {
    this.cases = cases;
    this.descriptions = descriptions;
    this.writer = writer;
    this.transcripts = transcripts;
    id =
        Parameter.of(
            "id",
            ParameterRange.texts(
                ParameterRange.message("range.cases"),
                text ->
                    cases
                        .find(CaseSet.ALL, text)
                        .orElseThrow(() -> new IllegalArgumentException(text))),
            "");
    this.reports = reports;
  }

  /**
   * What serves a connection.
   *
   * @param handler of the connection
   * @param options decide how the engine treats it
   * @param scene what its transcript is about; null if it needs none
   */
  public record Service(
      WebSocketHandler handler, ConnectionOptions options, @Nullable Scene scene) {

    private static Service answering(WebSocketHandler handler) {
      return new Service(handler, ConnectionOptions.NONE.withoutCompression(), null);
    }
  }

  /**
   * What the transcript of a connection is about.
   *
   * @param id of the scenario, or of the case behind {@code case/}
   * @param rule gives the verdict
   * @param address of the scenario; null for that of the request
   * @param connection the id of the transcript; null if the address or the server chooses it
   */
  public record Scene(
      String id, VerdictRule rule, @Nullable String address, @Nullable String connection) {}

  private static String checkedAgent(String name) {
    if (name.isBlank() || name.length() > LONGEST_AGENT) {
      throw new IllegalArgumentException("No agent: " + name);
    }
    return name;
  }

  private static String checkedRun(String id) {
    if (!RUN_FORM.matcher(id).matches()) {
      throw new IllegalArgumentException("No id: " + id);
    }
    return id;
  }

  /** Sends the number of cases. */
  public Service count(CaseSet set) {
    return Service.answering(new AnswerHandler(String.valueOf(cases.of(set).size())));
  }

  /** Sends the id and the description of a case. */
  public Service info(CaseSet set, AddressParameters parameters) {
    return Service.answering(new AnswerHandler(info(tested(set, parameters))));
  }

  private String info(SuiteCase tested) {
    return CaseInfo.json(tested, descriptions.of(tested, Locale.ENGLISH));
  }

  /** Runs a case, and keeps its result for the agent. */
  public Service run(CaseSet set, AddressParameters parameters, InetAddress client) {
    SuiteCase tested = tested(set, parameters);
    return run(tested, agent(parameters), client, _ -> {});
  }

  private static Agent agent(AddressParameters parameters) {
    return new Agent(parameters.get(AGENT), parameters.get(RUN));
  }

  private Service run(
      SuiteCase tested, Agent agent, InetAddress client, Consumer<CaseResult> listener) {
    return run(
        tested,
        () -> reports.begin(agent, client, tested.id()),
        result -> {
          reports.add(agent, client, result);
          listener.accept(result);
        });
  }

  /**
   * Runs the case of the address, with a transcript. Keeps its result if the address names an
   * agent.
   */
  public Service single(AddressParameters parameters, InetAddress client) {
    SuiteCase tested = parameters.get(id);
    var rule = new CaseRule();
    Service service =
        parameters.given(AGENT).isPresent()
            ? run(tested, agent(parameters), client, rule)
            : run(tested, () -> {}, rule);
    return service.scene() == null
        ? new Service(
            service.handler(),
            service.options(),
            new Scene("case/" + tested.id(), rule, null, null))
        : service;
  }

  private Service run(SuiteCase tested, Runnable begin, Consumer<CaseResult> result) {
    switch (tested) {
      case ConformanceCase frames -> {
        var run = new CaseRun(frames, begin, seen -> result.accept(CaseResult.of(frames, seen)));
        return new Service(run, run.options(), null);
      }
      case ScenarioCase named -> {
        String connection = transcripts.newId();
        var run = new ScenarioRun(named, connection, transcripts, begin, result);
        Scenario scenario = named.scenario();
        return new Service(
            run,
            run.options(),
            new Scene(scenario.id(), scenario.rule(), named.address(), connection));
      }
    }
  }

  /** Sends the behavior of a case, when it is known. */
  public Service status(CaseSet set, AddressParameters parameters) {
    SuiteCase tested = tested(set, parameters);
    return Service.answering(new StatusHandler(reports, agent(parameters), tested.id()));
  }

  /** Sends a close frame, after the reports were written if there is a directory for them. */
  public Service update(AddressParameters parameters) {
    var _ = parameters.get(AGENT);
    return Service.answering(writer.isOn() ? new UpdateHandler(writer) : new AnswerHandler(null));
  }

  /** Sends nothing but a close frame, because the server is not a driver's to stop. */
  public Service stop() {
    return Service.answering(new AnswerHandler(null));
  }

  private SuiteCase tested(CaseSet set, AddressParameters parameters) {
    List<SuiteCase> all = cases.of(set);
    Parameter<Integer> place =
        Parameter.of("case", ParameterRange.numbers(1, Math.max(1, all.size())), "");
    Parameter<SuiteCase> tuple =
        Parameter.of(
            "casetuple",
            ParameterRange.texts(
                ParameterRange.message("range.cases"),
                id -> cases.find(set, id).orElseThrow(() -> new IllegalArgumentException(id))),
            "");
    return parameters.given(place).isEmpty() && parameters.given(tuple).isPresent()
        ? parameters.get(tuple)
        : at(all, place, parameters);
  }

  private static SuiteCase at(
      List<SuiteCase> all, Parameter<Integer> place, AddressParameters parameters) {
    int number = parameters.get(place);
    if (number > all.size()) {
      throw place.invalid(String.valueOf(number), null);
    }
    return all.get(number - 1);
  }
}
