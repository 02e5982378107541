// Short forms for elements that are found by their id.

/** Sets the text of an element. An equal text is not set again, because that is announced again. */
export function setText(id, words = "") {
  const element = document.getElementById(id);
  if (element.textContent !== String(words)) {
    element.textContent = words;
  }
}

/** Runs an action when an element is clicked. */
export function onClick(id, action) {
  document.getElementById(id).addEventListener("click", action);
}
