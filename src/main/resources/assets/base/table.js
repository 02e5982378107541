// Builds tables whose rows are laid out as grids, so that they can wrap. Such a table loses its roles
// in some browsers, so they are set.

const ROLES = {
  TABLE: "table",
  THEAD: "rowgroup",
  TBODY: "rowgroup",
  TR: "row",
  TH: "columnheader",
};

/** Sets the roles in a table that the server has rendered. */
export function keepRoles(table) {
  for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, th")]) {
    part.role = ROLES[part.tagName];
  }
}

/** A row with its cells. */
export function row(...cells) {
  const element = document.createElement("tr");
  element.role = "row";
  element.append(...cells);
  return element;
}

/** The header of a row. */
export function rowHeader(...content) {
  const element = document.createElement("th");
  element.role = "rowheader";
  element.scope = "row";
  element.append(...content);
  return element;
}

/** A cell. */
export function cell(className, ...content) {
  const element = document.createElement("td");
  element.role = "cell";
  element.className = className;
  element.append(...content);
  return element;
}

/**
 * Data that are the same in every language.
 *
 * @param language of a sentence; undefined for other data
 */
export function data(tag, content, { className = "", language } = {}) {
  const element = document.createElement(tag);
  element.className = className;
  element.translate = false;
  if (language !== undefined) {
    element.lang = language;
  }
  element.textContent = content;
  return element;
}
