// The server's verdict on the client's side of a connection, as its transcript has it.

/** The key of the word for it: passed, failed, undecided (it ended, and nobody can tell), or pending. */
export function verdictOf({ state, verdict: { passed } }) {
  if (passed !== null) {
    return passed ? "transcript.passed" : "transcript.failed";
  }
  return state === "ended" || state === "refused" ? "transcript.undecided" : "transcript.pending";
}
