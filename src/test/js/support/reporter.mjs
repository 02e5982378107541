// Reports the results of `node --test` as one JSON object per line, for ScriptTests.

import { inspect } from "node:util";

export default async function* report(events) {
  for await (const { type, data } of events) {
    if (type === "test:pass" || type === "test:fail") {
      const { error } = data.details;
      const problem = error === undefined ? null : inspect(error.cause ?? error);
      yield `${JSON.stringify({ name: data.name, file: data.file ?? null, problem })}\n`;
    } else if (type === "test:stderr") {
      // The reason why a file could not be run.
      process.stderr.write(data.message);
    }
  }
}
