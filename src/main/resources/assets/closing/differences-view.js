// Marks the rows in which the two sides do not say the same, and explains each below.

import { text } from "../base/texts.js";
import { inWords } from "./values.js";

/** Shows what differences.js has found; an empty list takes all marks away. */
export function showDifferences(differences) {
  for (const row of document.querySelectorAll("#closing [data-member]")) {
    mark(
      row,
      differences.find(difference => difference.member === row.dataset.member),
    );
  }
  document.getElementById("closing-differences").replaceChildren(...differences.map(explanation));
}

function mark(row, difference) {
  row.querySelector(".mark")?.remove();
  if (difference !== undefined) {
    row.append(badge("dd", difference, text(`closing.mark.${difference.kind}`)));
  }
}

function explanation(difference) {
  const item = document.createElement("li");
  const member = document.createElement("strong");
  member.textContent = text(`closing.member.${difference.member}`);
  const words = text(
    `difference.${difference.member}.${difference.why}`,
    ...inWords(difference.values),
  );
  const differs = difference.kind === "differs";
  item.append(
    badge("span", difference, differs ? text("closing.mark.differs") : ""),
    " ",
    member,
    " ",
    words,
  );
  item.dataset.member = difference.member;
  return item;
}

function badge(tag, { kind }, words) {
  const badge = document.createElement(tag);
  badge.className = "mark";
  badge.dataset.kind = kind;
  badge.textContent = words;
  return badge;
}
