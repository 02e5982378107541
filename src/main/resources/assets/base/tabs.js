// Tabs with their panels. Only one panel is shown. The keys are those of the ARIA pattern.
// https://www.w3.org/WAI/ARIA/apg/patterns/tabs/

import { storage } from "./controls.js";

const NAME = "tab";

export class Tabs {
  #tabs;

  /** @param element contains a tab list and, by their ids, all of its panels */
  constructor(element) {
    this.#tabs = [...element.querySelectorAll("[role=tab]")];
    for (const tab of this.#tabs) {
      tab.addEventListener("click", () => this.#choose(tab));
      tab.addEventListener("keydown", event => this.#move(event));
    }
    this.#select(this.#tabs.find(tab => panelOf(tab).id === storage.get(NAME)) ?? this.#tabs[0]);
  }

  /** Whether the panel with this id is shown. */
  isShown(id) {
    return !document.getElementById(id).hidden;
  }

  /** Shows the panel with this id, and scrolls to the tabs. */
  show(id) {
    this.#choose(this.#tabs.find(tab => panelOf(tab).id === id));
  }

  /** Runs an action whenever the panel with this id is shown, and now if it is shown already. */
  onShow(id, action) {
    document.getElementById(id).addEventListener("show", action);
    if (this.isShown(id)) {
      action();
    }
  }

  /** The same methods for one panel. */
  panel(id) {
    return {
      isShown: () => this.isShown(id),
      onShow: action => this.onShow(id, action),
      show: () => this.show(id),
    };
  }

  #choose(tab) {
    this.#select(tab);
    storage.set(NAME, panelOf(tab).id);
    const list = tab.parentElement;
    // On a small screen, the list scrolls.
    const box = list.getBoundingClientRect();
    const { left, right } = tab.getBoundingClientRect();
    list.scrollLeft += Math.max(0, right - box.right) - Math.max(0, box.left - left);
    // A panel that begins in the lower half of the window would show little of itself.
    if (list.getBoundingClientRect().top > innerHeight / 2) {
      list.scrollIntoView();
    }
  }

  #select(selected) {
    for (const tab of this.#tabs) {
      const isSelected = tab === selected;
      tab.ariaSelected = String(isSelected);
      tab.tabIndex = isSelected ? 0 : -1;
      panelOf(tab).hidden = !isSelected;
    }
    panelOf(selected).dispatchEvent(new Event("show"));
  }

  #move(event) {
    const index = this.#tabs.indexOf(event.currentTarget);
    const target = {
      ArrowRight: index + 1,
      ArrowLeft: index - 1,
      Home: 0,
      End: -1,
    }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      const tab = this.#tabs.at(target % this.#tabs.length);
      this.#select(tab);
      tab.focus();
    }
  }
}

function panelOf(tab) {
  return document.getElementById(tab.getAttribute("aria-controls"));
}
