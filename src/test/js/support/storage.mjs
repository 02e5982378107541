/** A storage in memory, like the one of base/controls.js. */
export function memoryStorage(values = {}) {
  const stored = new Map(Object.entries(values));
  return {
    get: name => stored.get(name) ?? null,
    set: (name, value) => stored.set(name, value),
  };
}
