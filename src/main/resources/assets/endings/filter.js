// Which endings are shown.

/**
 * @param ending an entry of the catalogue
 * @param state how it stands: idle, running, passed, known, failed or impossible
 * @param words what it must contain, all of them, anywhere
 * @param wanted the state that it must have; "all" for any
 */
export function isShown(ending, state, words, wanted) {
  const content = [
    ending.id,
    ending.address,
    ending.example,
    ending.does,
    ending.rfc,
    ending.expected.code,
    ...ending.parameters.map(parameter => parameter.name),
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
