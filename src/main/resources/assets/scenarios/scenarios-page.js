// The entry point of the catalogue's own page.

// First, because it reads the words of the page before another script changes them.
import "../base/language.js";
import { SchemeView } from "../base/scheme-view.js";
import { CatalogueView } from "./catalogue-view.js";

const schemeView = new SchemeView();
document.addEventListener("languagechange", () => schemeView.update());
new CatalogueView().load();
document.documentElement.dataset.ready = "";
