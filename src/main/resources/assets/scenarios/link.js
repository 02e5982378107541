// Converts a scenario and the values of its fields to the fragment of a link, and back.

const KEY = "scenario";
export const MAXIMUM_CHARACTERS = 4000;

/** The fragment for a scenario and its values, with its "#". */
export function toFragment(id, values) {
  const query = new URLSearchParams(values).toString();
  return `#${KEY}=${encodeURIComponent(query === "" ? id : `${id}?${query}`)}`;
}

/**
 * Parses a fragment of the form "#ID" or of toFragment().
 *
 * @returns {id, values}; null if the fragment names no scenario
 */
export function fromFragment(fragment) {
  if (fragment.length > MAXIMUM_CHARACTERS) {
    return null;
  }
  const name = fragment.slice(1);
  if (/^[a-z0-9/-]+$/.test(name)) {
    return { id: name, values: {} };
  }
  const [id, query = ""] = (new URLSearchParams(name).get(KEY) ?? "").split(/\?(.*)/s);
  return id === "" ? null : { id, values: Object.fromEntries(new URLSearchParams(query)) };
}
