// Copies texts and saves files.

const URL_LIFETIME = 60_000;

/**
 * Copies a text. Replaces lone surrogates by U+FFFD.
 *
 * @returns whether the browser allowed it
 */
export async function copy(content) {
  const copied = content.toWellFormed();
  try {
    await navigator.clipboard.writeText(copied);
    return true;
  } catch {
    return copyWithCommand(copied);
  }
}

/** Saves a file that consists of these parts (strings or buffers). */
export function save(name, type, parts) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(parts, { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), URL_LIFETIME);
}

// navigator.clipboard is undefined if the page was loaded over plain http from another machine.
function copyWithCommand(content) {
  const area = document.createElement("textarea");
  area.value = content;
  area.className = "offscreen";
  document.body.append(area);
  const focused = document.activeElement;
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus();
  return done;
}
