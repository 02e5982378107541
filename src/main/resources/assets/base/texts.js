// The texts of the scripts, which the server includes in the page in the visitor's language.

const texts = new Map();
const closeCodeNames = new Map();

replaceTexts(document);

/** Takes the texts from a page of the server, which may be in another language. */
export function replaceTexts(page) {
  for (const data of page.getElementById("texts").content.querySelectorAll("data")) {
    if (data.classList.contains("close-code")) {
      closeCodeNames.set(Number(data.value), data.textContent);
    } else {
      texts.set(data.value, data.textContent);
    }
  }
}

/** The text of a key, with its placeholders {0}, {1} … replaced. Throws if there is no such text. */
export function text(key, ...values) {
  const pattern = texts.get(`script.${key}`);
  if (pattern === undefined) {
    throw new Error(`No text for ${key}`);
  }
  return pattern.replace(/\{(\d)\}/g, (_, index) => values[index]);
}

/** The text of a key, or undefined if there is none. */
export function textIfAny(key) {
  return texts.get(`script.${key}`);
}

/** The name of a close code in the IANA registry, or undefined. */
export function closeCodeName(code) {
  return closeCodeNames.get(code);
}
