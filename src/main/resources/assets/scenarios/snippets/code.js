// A template tag for source code.

const PLACEHOLDER = /\uE000(\d+)\uE000/g;
const LINE_OF_ITS_OWN = /^( *)\uE000(\d+)\uE000$/;

/**
 * Source code as a template literal, with its backslashes as they are. The first and the last line
 * and the indentation that all lines share are removed.
 *
 * A value that is alone on its line may have several lines, each of which gets the indentation of
 * the value. If the value is empty, null or false, the line is omitted.
 *
 * @returns lines without a line feed at the end
 */
export function code({ raw }, ...values) {
  const lines = raw
    .reduce((text, part, index) => `${text}\uE000${index - 1}\uE000${part}`)
    .split("\n")
    .slice(1, -1);
  const shared = Math.min(...lines.filter(line => line !== "").map(line => line.search(/[^ ]/)));
  return lines
    .map(line => line.slice(shared))
    .flatMap(line => withValues(line, values))
    .join("\n");
}

function withValues(line, values) {
  const alone = LINE_OF_ITS_OWN.exec(line);
  if (alone === null) {
    return line.replace(PLACEHOLDER, (_, index) => values[index]);
  }
  const [, indentation, index] = alone;
  const value = values[index] || "";
  return value === "" ? [] : value.split("\n").map(part => (part === "" ? "" : indentation + part));
}
