// The English texts of the page, for scripts that show words. Import this file before the scripts.

import "./page.mjs";
import { readdirSync, readFileSync } from "node:fs";

const MESSAGES = new URL("../../../main/resources/messages/", import.meta.url);
const LINE = /^(script\.[^=]+)=(.*)$/gm;

const texts = readdirSync(MESSAGES)
  .filter(name => !name.includes("_"))
  .flatMap(name => [...readFileSync(new URL(name, MESSAGES), "utf8").matchAll(LINE)])
  .map(([, value, textContent]) => data(value, unescaped(textContent)));
const closeCodes = [data("1000", "Normal Closure", "close-code")];

document.documentElement = { lang: "en" };
document.getElementById = () => ({
  content: { querySelectorAll: () => [...texts, ...closeCodes] },
});

function data(value, textContent, name) {
  return { value, textContent, classList: { contains: other => other === name } };
}

function unescaped(text) {
  return text.replace(/\\u([0-9A-Fa-f]{4})/g, (_, digits) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
