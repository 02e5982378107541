// The address of a scenario with the values of its parameters.

/** The values that the example of a scenario carries, by the names of its parameters. */
export function valuesOfExample(scenario) {
  const [path, query = ""] = scenario.example.split("?");
  const values = Object.fromEntries(new URLSearchParams(query));
  const parts = path.split("/");
  scenario.address.split("/").forEach((part, index) => {
    if (isVariable(part)) {
      values[part.slice(1, -1)] = decodeURIComponent(parts[index]);
    }
  });
  return values;
}

/** Path and query, without a slash before them; what has no value is left to its default. */
export function targetOf(scenario, values) {
  const path = scenario.address
    .slice(1)
    .split("/")
    .map(part => {
      if (!isVariable(part)) {
        return part;
      }
      const { name, default: usual } = scenario.parameters.find(
        parameter => `{${parameter.name}}` === part,
      );
      return encoded(values[name] || usual);
    });
  const query = scenario.parameters
    .filter(({ name }) => !scenario.address.includes(`{${name}}`) && values[name])
    .map(({ name }) => `${name}=${encoded(values[name])}`);
  return path.join("/") + (query.length === 0 ? "" : `?${query.join("&")}`);
}

// Long enough for a client that is right, short enough for somebody who runs all of them.
const SHORT = { hold: "500ms", delay: "100ms", within: "2s" };

/** The example with short waits, which do not change how it ends. */
export function shortValuesOf(scenario) {
  const values = valuesOfExample(scenario);
  for (const { name } of scenario.parameters) {
    if (name in SHORT) {
      values[name] = SHORT[name];
    }
  }
  return values;
}

/** A duration as addresses have it [milliseconds]; 0 for what is none. */
export function milliseconds(duration) {
  const [, amount, unit] = /^([0-9]+)(ms|s|m)$/.exec(duration ?? "") ?? [null, 0, "ms"];
  return Number(amount) * { ms: 1, s: 1000, m: 60_000 }[unit];
}

/** A size as addresses have it [bytes]; 0 for what is none. */
export function bytes(size) {
  const [, amount, unit] = /^([0-9]+)(B|KB|MB|GB)?$/.exec(size ?? "") ?? [null, 0, "B"];
  return Number(amount) * { B: 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30 }[unit ?? "B"];
}

// encodeURIComponent() throws at a lone surrogate.
function encoded(value) {
  return encodeURIComponent(value.toWellFormed());
}

function isVariable(part) {
  return part.startsWith("{");
}
