// Builds the address of a scenario from the values of its parameters.

/** The values in the example of a scenario, by the names of its parameters. */
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

/**
 * Path and query, without the leading slash. If a value is missing, a path variable gets its default,
 * and a query parameter is omitted.
 */
export function targetOf(scenario, values) {
  const path = scenario.address
    .slice(1)
    .split("/")
    .map(part => {
      if (!isVariable(part)) {
        return part;
      }
      return encoded(
        effectiveValueOf(
          scenario.parameters.find(({ name }) => `{${name}}` === part),
          values,
        ),
      );
    });
  const query = scenario.parameters
    .filter(({ name }) => !scenario.address.includes(`{${name}}`) && values[name])
    .map(({ name }) => `${name}=${encoded(values[name])}`);
  return path.join("/") + (query.length === 0 ? "" : `?${query.join("&")}`);
}

/** The values of the example with shorter waits, which do not change the end. */
export function shortValuesOf(scenario) {
  const values = valuesOfExample(scenario);
  for (const { name, short } of scenario.parameters) {
    if (short !== null) {
      values[name] = short;
    }
  }
  return values;
}

/** The value of a parameter, or its default. */
export function effectiveValueOf({ name, default: defaultValue }, values) {
  return values[name] || defaultValue;
}

/** A value as a number [the parameter's unit: milliseconds or bytes]; 0 if it is invalid. */
export function amountOf({ units }, value) {
  const [, number, unit] = /^([0-9]+)([A-Za-z]*)$/.exec(value) ?? [null, "0", ""];
  return Object.hasOwn(units, unit) ? Number(number) * units[unit] : 0;
}

// encodeURIComponent() throws at a lone surrogate.
function encoded(value) {
  return encodeURIComponent(value.toWellFormed());
}

function isVariable(part) {
  return part.startsWith("{");
}
