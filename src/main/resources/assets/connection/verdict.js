// The verdict in the server's transcript.

/** The text key of the verdict: passed, failed, undecided (the connection has ended), or pending. */
export function verdictOf({ state, verdict: { passed } }) {
  if (passed !== null) {
    return passed ? "transcript.passed" : "transcript.failed";
  }
  return state === "ended" || state === "refused" ? "transcript.undecided" : "transcript.pending";
}
