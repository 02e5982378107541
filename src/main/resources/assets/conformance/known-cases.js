// What browsers are known to do in the cases of the conformance suite: the outcome of each case that
// they do not pass, see outcomeOf() in results.js. A case is known if it had the same outcome in
// several runs.

const OUTCOMES = {
  Chromium: {
    "OK/WRONG CODE": `
      6.3.1 6.3.2 6.4.1 6.4.2 6.4.3 6.4.4 6.6.1 6.6.3 6.6.4 6.6.6 6.6.8 6.6.10 6.8.1 6.8.2
      6.10.1 6.10.2 6.10.3 6.11.5 6.12.1 6.12.2 6.12.3 6.12.4 6.12.5 6.12.6 6.12.7 6.12.8 6.13.1
      6.13.2 6.13.3 6.13.4 6.13.5 6.14.1 6.14.2 6.14.3 6.14.4 6.14.5 6.14.6 6.14.7 6.14.8 6.14.9
      6.14.10 6.15.1 6.16.1 6.16.2 6.16.3 6.17.1 6.17.2 6.17.3 6.17.4 6.17.5 6.18.1 6.18.2
      6.18.3 6.18.4 6.18.5 6.19.1 6.19.2 6.19.3 6.19.4 6.19.5 6.20.1 6.20.2 6.20.3 6.20.4 6.20.5
      6.20.6 6.20.7 6.21.1 6.21.2 6.21.3 6.21.4 6.21.5 6.21.6 6.21.7 6.21.8`,
    "FAILED/WRONG CODE": `
      7.9.1 7.9.2 7.9.3 7.9.6 7.9.7 7.9.8 7.9.9`,
    "FAILED/FAILED": `
      illegal/close-0 illegal/close-1004 illegal/close-1016 illegal/close-2999
      illegal/close-5000 illegal/close-65535 illegal/close-999`,
  },
  Firefox: {
    "FAILED/WRONG CODE": `
      7.9.2 7.9.3 7.9.6 7.9.7 7.9.8 7.9.9`,
    "UNIMPLEMENTED/OK": `
      13.3.1 13.3.2 13.3.3 13.3.4 13.3.5 13.3.6 13.3.7 13.3.8 13.3.9 13.3.10 13.3.11 13.3.12
      13.3.13 13.3.14 13.3.15 13.3.16 13.3.17 13.3.18 13.4.1 13.4.2 13.4.3 13.4.4 13.4.5 13.4.6
      13.4.7 13.4.8 13.4.9 13.4.10 13.4.11 13.4.12 13.4.13 13.4.14 13.4.15 13.4.16 13.4.17
      13.4.18 13.5.1 13.5.2 13.5.3 13.5.4 13.5.5 13.5.6 13.5.7 13.5.8 13.5.9 13.5.10 13.5.11
      13.5.12 13.5.13 13.5.14 13.5.15 13.5.16 13.5.17 13.5.18 13.6.1 13.6.2 13.6.3 13.6.4 13.6.5
      13.6.6 13.6.7 13.6.8 13.6.9 13.6.10 13.6.11 13.6.12 13.6.13 13.6.14 13.6.15 13.6.16
      13.6.17 13.6.18`,
    "FAILED/FAILED": `
      handshake/two-subprotocols handshake/unoffered-subprotocol illegal/close-1004
      illegal/close-1016 illegal/close-2999 illegal/close-5000 illegal/close-65535
      illegal/close-999 illegal/masked`,
  },
};

/** The versions that were tested, by the names of browser.js. */
export const TESTED = { Chromium: "156", Firefox: "153" };

/**
 * The outcomes of a browser by the ids of the cases; null if nothing is known of it.
 *
 * @param name of the browser, as in browser.js
 */
export function knownCases(name) {
  const outcomes = OUTCOMES[name];
  return outcomes === undefined
    ? null
    : Object.fromEntries(
        Object.entries(outcomes).flatMap(([outcome, ids]) =>
          ids
            .trim()
            .split(/\s+/)
            .map(id => [id, outcome]),
        ),
      );
}
