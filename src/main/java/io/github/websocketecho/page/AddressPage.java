package io.github.websocketecho.page;

import io.github.websocketecho.http.ProblemPage;
import io.github.websocketecho.http.Secrets;
import io.github.websocketecho.page.AddressView.Instead;
import io.github.websocketecho.page.AddressView.Kind;
import io.github.websocketecho.page.AddressView.Links;
import io.github.websocketecho.page.AddressView.WrongParameter;
import io.github.websocketecho.scenario.RequestedAddress;
import io.github.websocketecho.scenario.Scenario;
import io.github.websocketecho.scenario.ScenarioCatalogue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.UriUtils;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * The page for a person who opens an address that serves WebSocket, or an address with a problem.
 * Any thread.
 */
@Component
final class AddressPage implements ProblemPage {

  private static final String TEMPLATE = "address";

  /** The longest path and query for which the page has links and commands [characters]. */
  private static final int LONGEST_TARGET = 1_000;

  private static final int LONGEST_QUERY = 8_192;
  private static final Pattern LANGUAGE = Pattern.compile("(?:^|&)lang=([A-Za-z-]{0,35})(?=&|$)");
  private static final Pattern CONNECTION = Pattern.compile("[?&]connection=([^&]+)");
  private static final int RANDOM_DIGITS = 8;

  private final ITemplateEngine templates;
  private final MessageSource messages;
  private final LocaleResolver locales;
  private final PageLayout layout;
  private final ScenarioCatalogue catalogue;
  private final TlsAddresses tls;

  AddressPage(
      ITemplateEngine templates,
      MessageSource messages,
      LocaleResolver localeResolver,
      PageLayout layout,
      ScenarioCatalogue catalogue,
      TlsAddresses tls) {
    this.templates = templates;
    this.messages = messages;
    this.locales = localeResolver;
    this.layout = layout;
    this.catalogue = catalogue;
    this.tls = tls;
  }

  /** The language of {@code ?lang=}, which the parameters of a WebSocket address do not include. */
  @Override
  public Locale locale(HttpServletRequest request, HttpServletResponse response) {
    Locale before = Language.orEnglish(locales.resolveLocale(request)).locale();
    Matcher named = LANGUAGE.matcher(query(request));
    Optional<Locale> after =
        named.find() ? Language.of(named.group(1)).map(Language::locale) : Optional.empty();
    if (after.isPresent() && !after.get().equals(before)) {
      locales.setLocale(request, response, after.get());
    }
    return after.orElse(before);
  }

  @Override
  public String render(
      ErrorResponse problem, String path, HttpServletRequest request, Locale locale) {
    String contextPath = request.getContextPath();
    String root = PageLayout.root(path, contextPath);
    String query =
        Secrets.masked(LANGUAGE.matcher(query(request)).replaceAll("").replaceFirst("^&", ""));
    String target =
        Secrets.masked(path.substring(Math.min(contextPath.length(), path.length())))
            + (query.isEmpty() ? "" : "?" + query);
    var context = new Context(locale, layout.attributes(locale, root, request));
    context.setVariable("keptQuery", query.isEmpty() ? "" : "&" + ServerAddress.quotable(query));
    context.setVariable("view", view(problem, target, root, request, locale));
    return templates.process(TEMPLATE, context);
  }

  private AddressView view(
      ErrorResponse problem,
      String target,
      String root,
      HttpServletRequest request,
      Locale locale) {
    @Nullable RequestedAddress requested =
        request.getAttribute(RequestedAddress.ATTRIBUTE) instanceof RequestedAddress address
            ? address
            : null;
    @Nullable Scenario scenario = requested == null ? null : requested.scenario();
    Kind kind = Kind.of(problem, requested);
    boolean connects = kind.connects();
    @Nullable ScenarioTarget at =
        requested == null || scenario == null
            ? null
            : ScenarioTarget.of(scenario, requested.parameters());
    @Nullable WrongParameter wrong = wrong(problem.getBody());
    return new AddressView(
        kind,
        status(problem.getStatusCode()),
        sentence(problem, connects ? requested : null, locale),
        at == null ? null : ScenarioText.of(at, connects, root, messages, locale),
        wrong,
        connects && target.length() <= LONGEST_TARGET
            ? links(target, kind, root, at, request)
            : null,
        instead(problem.getBody(), kind, at, wrong, target, root));
  }

  private String sentence(
      ErrorResponse problem, @Nullable RequestedAddress connectable, Locale locale) {
    return connectable == null
        ? Objects.requireNonNullElse(problem.getBody().getDetail(), "")
        : StringUtils.capitalize(messages.getMessage(connectable.does(), null, locale));
  }

  private static String status(HttpStatusCode status) {
    @Nullable HttpStatus known = HttpStatus.resolve(status.value());
    return "HTTP " + status.value() + (known == null ? "" : " " + known.getReasonPhrase());
  }

  private static @Nullable WrongParameter wrong(ProblemDetail problem) {
    Map<String, Object> members = members(problem);
    return members.get("parameter") instanceof String name
            && members.get("value") instanceof String value
            && members.get("allowed") instanceof String allowed
        ? new WrongParameter(name, value, allowed)
        : null;
  }

  private static Map<String, Object> members(ProblemDetail problem) {
    return Objects.requireNonNullElse(problem.getProperties(), Map.of());
  }

  private Links links(
      String target,
      Kind kind,
      String root,
      @Nullable ScenarioTarget at,
      HttpServletRequest request) {
    ServerAddress server = ServerAddress.of(request);
    String contextPath = ServerAddress.quotable(request.getContextPath());
    String quotable = ServerAddress.quotable(target);
    String address = server.webSocket() + contextPath + quotable;
    String id = "my-" + UUID.randomUUID().toString().substring(0, RANDOM_DIGITS);
    // A sequence chooses the ids of its transcripts.
    @Nullable String named = at == null ? null : tls.server(at.scenario(), id);
    if (named != null) {
      return links(named + quotable.substring(1), id, server, contextPath, root, at);
    }
    String recorded =
        kind == Kind.SEQUENCE || quotable.contains("connection=")
            ? address
            : address + (quotable.contains("?") ? '&' : '?') + "connection=" + id;
    String seen =
        kind == Kind.SEQUENCE
            ? "/sequences/" + quotable.replaceFirst("\\?.*", "").replaceFirst(".*/", "")
            : "/connections/" + connectionId(quotable).orElse(id);
    String query = kind == Kind.SEQUENCE ? "?maxDelay=10s&wait=20s" : "?wait=10s";
    String transcript = server.http() + contextPath + seen + query;
    var commands = new ConnectCommands(recorded, at);
    return new Links(
        server.webSocket() + contextPath + '/',
        address,
        root + "#address=" + UriUtils.encode(address, StandardCharsets.UTF_8),
        commands.wscat(),
        commands.websocat(),
        "curl -s \"" + transcript + '"');
  }

  /** The links of a scenario that is at a name of the TLS port. */
  private static Links links(
      String address,
      String id,
      ServerAddress server,
      String contextPath,
      String root,
      @Nullable ScenarioTarget at) {
    var commands = new ConnectCommands(address, at);
    String http = server.http() + contextPath;
    return new Links(
        server.webSocket() + contextPath + '/',
        address,
        root + "#address=" + UriUtils.encode(address, StandardCharsets.UTF_8),
        "curl -sO \"" + http + "/certificates/root.pem\"",
        commands.wscat(),
        "curl -s \"" + http + "/connections/" + id + "?wait=10s\"");
  }

  private static Optional<String> connectionId(String target) {
    Matcher id = CONNECTION.matcher(target);
    return id.find() ? Optional.of(id.group(1)) : Optional.empty();
  }

  private @Nullable Instead instead(
      ProblemDetail problem,
      Kind kind,
      @Nullable ScenarioTarget at,
      @Nullable WrongParameter wrong,
      String target,
      String root) {
    if (kind == Kind.MISTYPED && members(problem).get("nearest") instanceof String nearest) {
      return catalogue.scenarios().stream()
          .filter(scenario -> scenario.address().equals(nearest))
          .findFirst()
          .map(scenario -> link(scenario.example(), root))
          .orElseGet(() -> link(target.replaceFirst("&", "?"), root));
    }
    if (kind == Kind.PARAMETER && wrong != null) {
      return link(
          at == null ? without(wrong.name(), target) : at.corrected(wrong.name()).target(), root);
    }
    return null;
  }

  /** Removes a parameter from a query. */
  private static String without(String parameter, String target) {
    int mark = target.indexOf('?');
    if (mark < 0) {
      return target;
    }
    String query =
        Stream.of(target.substring(mark + 1).split("&"))
            .filter(part -> !part.equals(parameter) && !part.startsWith(parameter + '='))
            .collect(Collectors.joining("&"));
    return target.substring(0, mark) + (query.isEmpty() ? "" : "?" + query);
  }

  /** A link within this server: several slashes at the start would lead to another one. */
  private static @Nullable Instead link(String target, String root) {
    String quotable = ServerAddress.quotable(target).replaceFirst("^/+", "");
    return target.length() > LONGEST_TARGET ? null : new Instead('/' + quotable, root + quotable);
  }

  private static String query(HttpServletRequest request) {
    @Nullable String query = request.getQueryString();
    return query == null || query.length() > LONGEST_QUERY ? "" : query;
  }
}
