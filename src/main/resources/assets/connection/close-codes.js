// The close codes after which the page reconnects, as the visitor writes them.

/** The ends that are no decision of the peer's: it goes away, restarts or is overloaded, or TCP ends. */
export const USUAL = "1001, 1005-1006, 1011-1014";

/**
 * Parses codes and ranges of codes, separated by commas.
 *
 * @returns a function of a code that says whether it is among them; null if the text is invalid
 */
export function readCodes(content) {
  const ranges = [];
  for (const part of content.split(/[,\s]+/).filter(Boolean)) {
    const match = /^(\d{4})(?:[-–](\d{4}))?$/.exec(part);
    const [first, last] = match === null ? [] : [Number(match[1]), Number(match[2] ?? match[1])];
    if (match === null || first < 1000 || last > 4999 || first > last) {
      return null;
    }
    ranges.push([first, last]);
  }
  return code => ranges.some(([first, last]) => code >= first && code <= last);
}
