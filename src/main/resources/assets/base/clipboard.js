// Copying and saving.

/** Copies a text, a lone surrogate in it as U+FFFD; whether the browser allowed it. */
export async function copy(content) {
  const copied = content.toWellFormed();
  try {
    await navigator.clipboard.writeText(copied);
    return true;
  } catch {
    return copyTheOldWay(copied);
  }
}

const KEPT = 60_000;

/** Lets the browser save a file that is made of these parts. */
export function save(name, type, parts) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(parts, { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
}

// A page that came by plain http from another machine has no navigator.clipboard.
function copyTheOldWay(content) {
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
