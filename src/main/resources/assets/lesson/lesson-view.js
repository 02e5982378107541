// The lesson: its examples run at once.

import { ownServer } from "../connection/address.js";

export class LessonView {
  constructor(connectionView) {
    for (const example of document.querySelectorAll("[data-example]")) {
      example.addEventListener("click", () =>
        connectionView.tryAddress(ownServer() + example.dataset.example),
      );
    }
  }
}
