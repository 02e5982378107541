// The table that compares both sides of an end, a row for each fact (rows.js).

import { duration } from "../base/format.js";
import { cell, data, keepRoles, row, rowHeader } from "../base/table.js";
import { closeCodeName, text } from "../base/texts.js";
import { formatValues } from "./values.js";

const BODY = document.getElementById("closing-rows");

keepRoles(BODY.closest("table"));

/** Shows rows. Those that are shown already stay, so that a selection in them stays too. */
export function showRows(rows) {
  const elements = rows.map(rowOf);
  const isSame =
    elements.length === BODY.rows.length
    && elements.every(({ dataset }, index) => dataset.member === BODY.rows[index].dataset.member);
  if (isSame) {
    elements.forEach((element, index) => update(BODY.rows[index], element));
  } else {
    const shown = new Map([...BODY.rows].map(row => [row.dataset.member, row]));
    BODY.replaceChildren(
      ...elements.map(element => update(shown.get(element.dataset.member) ?? element, element)),
    );
  }
}

function update(shown, { dataset, cells }) {
  Object.assign(shown.dataset, { kind: "", ...dataset });
  [...cells].forEach((cell, index) => {
    const old = shown.cells[index];
    if (!old.isEqualNode(cell)) {
      old.className = cell.className;
      Object.assign(old.dataset, cell.dataset);
      old.replaceChildren(...cell.childNodes);
    }
  });
  return shown;
}

function rowOf({ member, browser, server, difference }) {
  const element = row(
    rowHeader(text(`closing.row.${member}`)),
    factOf("closing", member, browser, "browser"),
    factOf("server", member, server, "server"),
    explanationOf(difference),
  );
  element.dataset.member = member;
  if (difference !== null) {
    element.dataset.kind = difference.kind;
  }
  return element;
}

function factOf(prefix, member, parts, side) {
  // Spaces between the parts, for copied text and screen readers.
  const element =
    parts === null
      ? cell("nothing", "—")
      : cell("fact", ...parts.flatMap(part => [" ", partOf(part)]).slice(1));
  element.id = `${prefix}-${member.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
  element.dataset.column = text(`closing.column.${side}`);
  return element;
}

function explanationOf(difference) {
  if (difference === null) {
    return cell("explanation");
  }
  const { member, kind, why, values } = difference;
  const mark = document.createElement("strong");
  mark.className = "mark";
  mark.dataset.kind = kind;
  mark.textContent = text(`closing.mark.${kind}`);
  return cell(
    "explanation",
    mark,
    " ",
    text(`difference.${member}.${why}`, ...formatValues(values)),
  );
}

function partOf(part) {
  if (part.text !== undefined) {
    return text(part.text, ...formatValues(part.values));
  }
  if (part.millis !== undefined) {
    return duration(part.millis);
  }
  if (part.words !== undefined) {
    return part.words;
  }
  if (part.quote !== undefined) {
    return data("q", part.quote, { language: "en" });
  }
  if (part.code !== undefined) {
    return data("code", part.code);
  }
  return data("span", part.wire ?? withName(part.closeCode), { className: "wire" });
}

function withName(code) {
  return [code, closeCodeName(code)].filter(part => part !== undefined).join(" ");
}
