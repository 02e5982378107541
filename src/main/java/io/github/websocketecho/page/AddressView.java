package io.github.websocketecho.page;

import io.github.websocketecho.http.ProblemCause;
import io.github.websocketecho.http.ProblemException;
import io.github.websocketecho.scenario.RequestedAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.ErrorResponse;

/**
 * What the page of an address shows.
 *
 * @param status of the response, with its English name
 * @param sentence what the server does at the address, or what is wrong
 * @param scenario null if there is none at the address
 * @param wrong the parameter with a wrong value; null for none
 * @param links null if no client can connect to the address
 * @param instead an address that may be meant; null if none is known
 */
record AddressView(
    Kind kind,
    String status,
    String sentence,
    @Nullable ScenarioPart scenario,
    @Nullable WrongParameter wrong,
    @Nullable Links links,
    @Nullable Instead instead) {

  /** What is at an address. */
  enum Kind {
    SCENARIO("address.heading.scenario"),
    ECHO("address.heading.echo"),
    SEQUENCE("address.heading.sequence"),
    PARAMETER("address.heading.parameter"),
    MISTYPED("address.heading.mistyped"),
    CONNECTION("address.heading.connection"),
    NOTHING("address.heading.nothing"),
    BUSY("address.heading.busy"),
    FAILED("address.heading.failed"),
    OTHER("address.heading.other");

    private static final String ECHO_DOES = "endpoint.echo.does";

    private final String heading;

    Kind(String heading) {
      this.heading = heading;
    }

    /** The code of the message. */
    public String getHeading() {
      return heading;
    }

    /** Whether a client can connect. */
    boolean connects() {
      return this == SCENARIO || this == ECHO || this == SEQUENCE;
    }

    /**
     * @param requested null if no WebSocket endpoint is at the address
     */
    static Kind of(ErrorResponse problem, @Nullable RequestedAddress requested) {
      @Nullable ProblemCause cause =
          problem instanceof ProblemException known ? known.problemCause() : null;
      if (cause == ProblemCause.UPGRADE_REQUIRED) {
        return connectable(requested);
      }
      if (cause == ProblemCause.INVALID_PARAMETER || cause == ProblemCause.UNKNOWN_PARAMETER) {
        return PARAMETER;
      }
      if (cause == ProblemCause.MISTYPED || cause == ProblemCause.AMPERSAND) {
        return MISTYPED;
      }
      if (cause == ProblemCause.CONNECTION_UNKNOWN) {
        return CONNECTION;
      }
      return switch (problem.getStatusCode().value()) {
        case 404 -> NOTHING;
        case 429, 503 -> BUSY;
        default -> problem.getStatusCode().is5xxServerError() ? FAILED : OTHER;
      };
    }

    private static Kind connectable(@Nullable RequestedAddress requested) {
      if (requested != null && requested.scenario() != null) {
        return SCENARIO;
      }
      boolean echoes = requested == null || requested.does().equals(ECHO_DOES);
      return echoes ? ECHO : SEQUENCE;
    }
  }

  /**
   * The scenario at an address.
   *
   * @param expected what a correct client reports; null if the address is wrong
   * @param expectedInBrowsers what a page reports instead; null for the same
   * @param run the link that shows the scenario with these values on the test page
   */
  record ScenarioPart(
      String id,
      String address,
      String demands,
      @Nullable String expected,
      @Nullable String expectedInBrowsers,
      String rfc,
      String rfcLink,
      boolean browser,
      List<Value> values,
      String run) {}

  /**
   * A parameter and its value.
   *
   * @param given whether the value is in the address
   */
  record Value(
      String name,
      String meaning,
      String value,
      boolean given,
      String defaultValue,
      String allowed) {}

  record WrongParameter(String name, String value, String allowed) {}

  /**
   * Ways to connect to the address.
   *
   * @param server the WebSocket address of the root, as far as the server knows
   * @param open the link that opens the test page with the address
   */
  record Links(
      String server, String address, String open, String wscat, String websocat, String curl) {}

  /**
   * An address that may be meant.
   *
   * @param link relative to the address of the page
   */
  record Instead(String address, String link) {}
}
