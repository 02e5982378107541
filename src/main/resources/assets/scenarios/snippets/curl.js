import { shellWord } from "./literals.js";

export function curl({ transcript }) {
  return `curl -s ${shellWord(transcript)}`;
}
