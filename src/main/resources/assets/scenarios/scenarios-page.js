// The entry point of the catalogue's own page.

import { SchemeView } from "../base/scheme-view.js";
import { loadEntries } from "./catalogue.js";
import { ScenariosView } from "./scenarios-view.js";

new SchemeView();
new ScenariosView(await loadEntries());
