// Exports the result of a run of many scenarios as JSON and Markdown.

/**
 * The result as a JSON value.
 *
 * @param run browser, server, startedAt (a Date), millis
 * @param results each with scenario and state; if it was run, also with expected, deviation, report,
 *     transcript and address
 */
export function resultOf(run, results) {
  const count = wanted => results.filter(({ state }) => state === wanted).length;
  return {
    browser: run.browser,
    server: run.server,
    date: run.startedAt.toISOString(),
    millis: Math.round(run.millis),
    summary: {
      passed: count("passed"),
      undecided: count("undecided"),
      known: count("known"),
      failed: count("failed"),
      notRun: count("idle") + count("running") + count("impossible"),
    },
    scenarios: results.map(
      ({ scenario, state, address, expected, deviation, report, transcript }) => ({
        id: scenario.id,
        address: address ?? null,
        state: state === "running" ? "idle" : state,
        passed: { passed: true, known: false, failed: false }[state] ?? null,
        expected: expected ?? scenario.expected,
        deviation: deviation ?? null,
        reported: report ?? null,
        server:
          transcript === undefined || transcript === null
            ? null
            : {
                received:
                  transcript.closing.received === null
                    ? null
                    : closeOf(transcript.closing.received),
                sent: transcript.closing.sent === null ? null : closeOf(transcript.closing.sent),
                tcpEnd: transcript.closing.tcpEnd,
                verdict: transcript.verdict,
              },
      }),
    ),
  };
}

/** The result as JSON text with a line feed at the end. */
export function asJson(result) {
  return JSON.stringify(result, null, 2) + "\n";
}

/**
 * The result as Markdown: a heading, a line of facts, and a table.
 *
 * @param words the texts: title, facts, heads (five), and states by their names
 */
export function asMarkdown(result, words) {
  const rows = result.scenarios.map(scenario => [
    code(scenario.id),
    event(scenario.expected),
    event(scenario.reported),
    [scenario.server?.verdict?.observed, scenario.server?.verdict?.remark]
      .filter(Boolean)
      .join(" "),
    words.states[scenario.state],
  ]);
  return [
    `## ${words.title}`,
    "",
    words.facts,
    "",
    row(words.heads),
    row(words.heads.map(() => "---")),
    ...rows.map(row),
    "",
  ].join("\n");
}

/** The members of a CloseEvent as text, with "*" for a member that is null. */
export function eventText({ code, reason, wasClean }) {
  // A no-break space keeps name and value on one line.
  const member = (name, value) => `${name}:\u00a0${value ?? "*"}`;
  return [
    member("code", code),
    member("reason", reason === null ? null : JSON.stringify(reason)),
    member("wasClean", wasClean),
  ].join(", ");
}

function closeOf({ code, reason }) {
  return { code, reason };
}

function event(reported) {
  return reported === null ? "" : code(eventText(reported).replaceAll("\u00a0", " "));
}

function code(content) {
  const ticks = content.includes("`") ? "``" : "`";
  return `${ticks}${content}${ticks}`;
}

function row(cells) {
  return `| ${cells.map(cell => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}
