// Decides which scenarios are shown.

/**
 * @param scenario an entry of the catalogue
 * @param state of its last run: idle, running, passed, undecided, known, failed or impossible
 * @param words that it must contain anywhere, separated by spaces
 * @param wanted the state that it must have; "all" for any
 */
export function isShown(scenario, state, words, wanted) {
  const content = [
    scenario.id,
    scenario.address,
    scenario.example,
    scenario.does,
    scenario.rfc,
    scenario.expected.code,
    ...scenario.parameters.map(parameter => parameter.name),
  ]
    .join(" ")
    .toLowerCase();
  return (
    (wanted === "all" || wanted === state)
    && words
      .toLowerCase()
      .split(/\s+/)
      .every(word => content.includes(word))
  );
}
