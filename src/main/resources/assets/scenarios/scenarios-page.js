// The entry point of the catalogue's own page.

import { SchemeView } from "../base/scheme-view.js";
import { CatalogueView } from "./catalogue-view.js";

new SchemeView();
new CatalogueView().load();
document.documentElement.dataset.ready = "";
