// Exports the result of a run of many scenarios as Markdown.

import { observedBy, plainEventText } from "./report.js";
import { COUNTED } from "./tally.js";

/**
 * The result as Markdown: a heading, a line of facts, a table of the groups, and one of the scenarios.
 *
 * @param result of resultOf()
 * @param words the texts: title and facts; group, scenario, expected, reported, seen and state for the
 *     heads; counts by the names of COUNTED; groups by their names; stateOf(), the words for the state
 *     of a scenario
 */
export function asMarkdown(result, words) {
  return [
    `## ${words.title}`,
    "",
    words.facts,
    "",
    ...table(
      [words.group, ...COUNTED.map(name => words.counts[name])],
      result.groups.map(group => [
        words.groups[group.group],
        ...COUNTED.map(name => String(group[name])),
      ]),
    ),
    "",
    ...table(
      [words.scenario, words.expected, words.reported, words.seen, words.state],
      result.scenarios.map(scenario => [
        code(scenario.id),
        event(scenario.expected),
        event(scenario.reported),
        observedBy(scenario.server),
        words.stateOf(scenario),
      ]),
    ),
    "",
  ].join("\n");
}

function table(heads, rows) {
  return [heads, heads.map(() => "---"), ...rows].map(
    cells =>
      `| ${cells.map(cell => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`,
  );
}

function event(reported) {
  return reported === null ? "" : code(plainEventText(reported));
}

function code(content) {
  const ticks = content.includes("`") ? "``" : "`";
  return `${ticks}${content}${ticks}`;
}
