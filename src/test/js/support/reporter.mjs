// The results of `node --test`, one JSON object a line: what ScriptTests reads.

import { inspect } from "node:util";

export default async function* report(events) {
  for await (const { type, data } of events) {
    if (type === "test:pass" || type === "test:fail") {
      const { error } = data.details;
      const problem = error === undefined ? null : inspect(error.cause ?? error);
      yield `${JSON.stringify({ name: data.name, file: data.file ?? null, problem })}\n`;
    } else if (type === "test:stderr") {
      // Why a file could not be run at all.
      process.stderr.write(data.message);
    }
  }
}
