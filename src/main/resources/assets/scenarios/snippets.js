// Code that runs a scenario from a program or from a shell.

import { curl } from "./snippets/curl.js";
import { java } from "./snippets/java.js";
import { javascript } from "./snippets/javascript.js";
import { python } from "./snippets/python.js";
import { websocat } from "./snippets/websocat.js";

const TEMPLATES = { javascript, java, python, websocat, curl };

/** The languages and tools by their names, in the order in which they are offered. */
export const LANGUAGES = {
  javascript: "JavaScript",
  java: "Java",
  python: "Python (websockets)",
  websocat: "websocat",
  curl: "curl (/connections)",
};

/**
 * @param language a key of LANGUAGES
 * @param address the address of the WebSocket
 * @param transcript the address of the server's transcript
 * @param conduct what the client does; see conductAt()
 * @returns lines without a line feed at the end
 */
export function snippet(language, { address, transcript, conduct }) {
  const echoes = conduct.sends.reduce((sum, { times }) => sum + times, 0);
  return TEMPLATES[language]({ address, transcript, ...conduct, echoes });
}
