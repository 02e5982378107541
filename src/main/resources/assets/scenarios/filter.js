// Which scenarios are shown.

/**
 * @param scenario an entry of the catalogue
 * @param state how it stands: idle, running, passed, known, failed or impossible
 * @param words what it must contain, all of them, anywhere
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
