// Marks the rows in which browser and server differ, and explains the differences below the table.

import { text } from "../base/texts.js";
import { formatValues } from "./values.js";

/** Shows the result of differences.js. An empty list removes all marks. */
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
    ...formatValues(difference.values),
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
