// Messages that are kept under a name.

import { remembered } from "../base/controls.js";
import { utf8Length } from "../base/format.js";

export const MAXIMUM_TEMPLATES = 20;
export const MAXIMUM_BYTES = 64_000;

const NAME = "templates";

/** The examples that come with the page, by the last part of the key of their name. */
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

/** The kept ones: name, kind and content each. What is not ours is left out. */
export function templates() {
  try {
    const kept = JSON.parse(remembered.get(NAME) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isTemplate).slice(0, MAXIMUM_TEMPLATES) : [];
  } catch {
    return [];
  }
}

/** Keeps a message, in the place of one with the same name; or says why not (the last part of a key). */
export function keepTemplate(template) {
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
  remembered.set(NAME, written);
  return remembered.get(NAME) === written ? null : "refused";
}

export function forgetTemplate(name) {
  remembered.set(NAME, JSON.stringify(templates().filter(template => template.name !== name)));
}

function isTemplate(value) {
  return (
    typeof value?.name === "string"
    && typeof value.content === "string"
    && ["text", "json", "hex"].includes(value.kind)
  );
}
