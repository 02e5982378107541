package io.github.websocketecho.page;

import io.github.websocketecho.scenario.Conduct;
import io.github.websocketecho.scenario.Conduct.Authentication;
import io.github.websocketecho.scenario.Parameter;
import io.github.websocketecho.scenario.Parameter.Sends;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Commands that connect to an address, with the subprotocols and the credentials that its scenario
 * needs. No cookie is among these, because the server sets it first.
 *
 * @param address consists of characters that have no meaning for a shell between double quotes
 * @param at the scenario and its values; null for an echo
 */
record ConnectCommands(String address, @Nullable ScenarioTarget at) {

  String wscat() {
    return "npx wscat" + wscatOptions() + " -c \"" + address + '"';
  }

  String websocat() {
    return "websocat -v" + websocatOptions() + " \"" + address + '"';
  }

  private String wscatOptions() {
    if (at == null) {
      return "";
    }
    Conduct conduct = at.scenario().conduct();
    return conduct.offers().stream().map(name -> " -s " + name).collect(Collectors.joining())
        + (at.scenario().certificate() == null ? "" : " --ca root.pem")
        + switch (conduct.authenticates()) {
          case Authentication.BASIC -> " --auth \"" + userAndPassword(at) + '"';
          case Authentication.BEARER -> " -H \"" + bearer(at) + '"';
          case Authentication.COOKIE -> "";
          case Authentication.CERTIFICATE -> " --cert client.pem --key client.pem";
          case null -> "";
        };
  }

  private String websocatOptions() {
    if (at == null) {
      return "";
    }
    Conduct conduct = at.scenario().conduct();
    return (conduct.offers().isEmpty() ? "" : " --protocol " + String.join(",", conduct.offers()))
        + switch (conduct.authenticates()) {
          case Authentication.BASIC -> " --basic-auth \"" + userAndPassword(at) + '"';
          case Authentication.BEARER -> " -H=\"" + bearer(at) + '"';
          case Authentication.COOKIE, Authentication.CERTIFICATE -> "";
          case null -> "";
        };
  }

  private static String userAndPassword(ScenarioTarget at) {
    return sent(at, Sends.USER) + ':' + sent(at, Sends.PASSWORD);
  }

  private static String bearer(ScenarioTarget at) {
    return "Authorization: Bearer " + sent(at, Sends.TOKEN);
  }

  /** A value that the client sends: the default, or masked. */
  private static String sent(ScenarioTarget at, Sends sends) {
    return at.scenario().parameters().stream()
        .filter(parameter -> parameter.sends() == sends)
        .map((Parameter<?> parameter) -> at.value(parameter))
        .findFirst()
        .orElse("");
  }
}
