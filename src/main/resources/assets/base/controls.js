// What buttons and fields have in common.

/**
 * Lets a button be used, or says why it cannot. It keeps the focus either way: a button that is
 * disabled in HTML's way would lose it, and a person at the keyboard their place.
 */
export function enable(button, reasonWhyNot) {
  button.ariaDisabled = reasonWhyNot === null ? null : "true";
  button.title = reasonWhyNot ?? "";
}

export function isEnabled(button) {
  return button.ariaDisabled !== "true";
}

/** Tells at a field what is wrong with it; null for nothing. */
export function tell(field, place, problem) {
  field.ariaInvalid = problem === null ? null : "true";
  if (place.textContent !== (problem ?? "")) {
    place.textContent = problem ?? "";
  }
}

/** What the visitor set, kept by the browser where it allows that. */
export const remembered = {
  get(name) {
    try {
      return localStorage.getItem(`websocket-echo.${name}`);
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(`websocket-echo.${name}`, value);
    } catch {
      // The browser keeps nothing: the page works all the same.
    }
  },
};
