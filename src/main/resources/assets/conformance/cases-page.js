// The entry point of the page of the cases.

// First, because it reads the words of the page before another script changes them.
import "../base/language.js";
import { SchemeView } from "../base/scheme-view.js";
import { RunView } from "./run-view.js";

const schemeView = new SchemeView();
const runView = new RunView();
document.addEventListener("languagechange", () => {
  schemeView.update();
  runView.update();
});
document.documentElement.dataset.ready = "";
