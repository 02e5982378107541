// A scenario in the fragment of a link, with what its fields hold.

const KEY = "scenario";
export const MAXIMUM_CHARACTERS = 4000;

/** The fragment for a scenario and its values, beginning with its "#". */
export function toFragment(id, values) {
  const query = new URLSearchParams(values).toString();
  return `#${KEY}=${encodeURIComponent(query === "" ? id : `${id}?${query}`)}`;
}

/**
 * The scenario that a fragment names, as "#ID" or as toFragment() writes it, with the values that it
 * gives; null if it names none.
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
