// The close codes after which the page reconnects, as the visitor has set them in the options.

import { readCodes, USUAL } from "../connection/close-codes.js";

/** The codes as the visitor writes them; those that the page starts with if the field is invalid. */
export function codesInWords() {
  const { value } = document.getElementById("reconnect-codes");
  return readCodes(value) === null ? USUAL : value;
}

/** Whether the page reconnects after a code. */
export function includesCode(code) {
  return readCodes(codesInWords())(code);
}
