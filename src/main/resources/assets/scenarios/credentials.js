// The credentials that a client sends with its opening handshake.

import { effectiveValueOf } from "./target.js";

const SECRETS = ["password", "token"];

/**
 * The credentials at a scenario with these values.
 *
 * @returns {scheme}, "basic", "bearer" or "cookie", with the values that the scheme needs: user and
 *     password, or token; null if the scenario asks for none, or for a
 *     certificate, which belongs to TLS
 */
export function credentialsAt({ client, parameters }, values) {
  const { authenticates } = client;
  return authenticates === null || authenticates === "certificate"
    ? null
    : { ...sentValues(parameters, values), scheme: authenticates };
}

/** The values that are sent, by what they are. */
function sentValues(parameters, values) {
  return Object.fromEntries(
    parameters
      .filter(({ sends }) => sends !== null)
      .map(parameter => [parameter.sends, effectiveValueOf(parameter, values)]),
  );
}

/** The values that may be in a link, which people pass on: all but a password and a token. */
export function withoutSecrets({ parameters }, values) {
  const secret = parameters.filter(({ sends }) => SECRETS.includes(sends)).map(({ name }) => name);
  return Object.fromEntries(Object.entries(values).filter(([name]) => !secret.includes(name)));
}

/** An address with user and password, which a browser sends as soon as the server asks for them. */
export function withUser(address, credentials) {
  if (credentials?.scheme !== "basic") {
    return address;
  }
  const url = new URL(address);
  url.username = encodeURIComponent(credentials.user.toWellFormed());
  url.password = encodeURIComponent(credentials.password.toWellFormed());
  return url.href;
}

/** The value of the header Authorization; null if there is none. */
export function authorizationOf(credentials) {
  switch (credentials?.scheme) {
    case "basic":
      return `Basic ${base64(`${credentials.user}:${credentials.password}`)}`;
    case "bearer":
      return `Bearer ${credentials.token}`;
    default:
      return null;
  }
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
