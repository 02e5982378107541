// Messages that the visitor has saved under a name.

import { storage } from "../base/controls.js";
import { utf8Length } from "../base/format.js";

export const MAXIMUM_TEMPLATES = 20;
export const MAXIMUM_BYTES = 64_000;

const NAME = "templates";

/** The page's own examples, by the last part of their names' text keys. */
export const EXAMPLES = {
  json: () => ({
    kind: "json",
    content:
      '{\n  "type": "greeting",\n  "to": ["world", "世界"],\n  "count": 1,\n  "polite": true\n}',
  }),
  emoji: () => ({ kind: "text", content: "👋🌍 👩‍👩‍👧‍👦 🇺🇳 é ß 你好" }),
  large: () => ({ kind: "text", content: "WebSocket rocks ".repeat(4096) }),
  bytes: () => ({ kind: "hex", content: "00 01 02 03 7f 80 fe ff\n48 65 6c 6c 6f" }),
};

/** The saved messages, each with name, kind and content. Ignores anything else in the storage. */
export function templates() {
  try {
    const stored = JSON.parse(storage.get(NAME) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isTemplate).slice(0, MAXIMUM_TEMPLATES) : [];
  } catch {
    return [];
  }
}

/**
 * Saves a message. Replaces one with the same name.
 *
 * @returns null, or the last part of the text key of the problem
 */
export function saveTemplate(template) {
  const all = [...templates().filter(other => other.name !== template.name), template];
  if (template.name === "") {
    return "name";
  }
  if (all.length > MAXIMUM_TEMPLATES) {
    return "many";
  }
  const written = JSON.stringify(all);
  if (utf8Length(written) > MAXIMUM_BYTES) {
    return "large";
  }
  storage.set(NAME, written);
  return storage.get(NAME) === written ? null : "refused";
}

export function deleteTemplate(name) {
  storage.set(NAME, JSON.stringify(templates().filter(template => template.name !== name)));
}

function isTemplate(value) {
  return (
    typeof value?.name === "string"
    && typeof value.content === "string"
    && ["text", "json", "hex"].includes(value.kind)
  );
}
