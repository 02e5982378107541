// Helpers for buttons, fields and stored values.

/**
 * Enables or disables a button. Uses aria-disabled, because a button with the attribute disabled
 * loses the focus, and keyboard users lose their place.
 *
 * @param disabledReason shown as the button's title; null enables the button
 */
export function enable(button, disabledReason) {
  button.ariaDisabled = disabledReason === null ? null : "true";
  button.title = disabledReason ?? "";
}

export function isEnabled(button) {
  return button.ariaDisabled !== "true";
}

/**
 * Shows what is wrong with the value of a field.
 *
 * @param place the element for the text
 * @param problem null if the value is valid
 */
export function showProblem(field, place, problem) {
  field.ariaInvalid = problem === null ? null : "true";
  if (place.textContent !== (problem ?? "")) {
    place.textContent = problem ?? "";
  }
}

/** The visitor's settings in the browser's local storage, if the browser allows that. */
export const storage = {
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
      // The browser stores nothing. The page works without that.
    }
  },
  remove(name) {
    try {
      localStorage.removeItem(`websocket-echo.${name}`);
    } catch {
      // The browser stores nothing.
    }
  },
};
