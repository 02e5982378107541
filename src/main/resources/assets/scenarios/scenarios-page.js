// The catalogue on a page of its own: it is there, and comes to life.

import { SchemeView } from "../base/scheme-view.js";
import { loadEntries } from "./catalogue.js";
import { ScenariosView } from "./scenarios-view.js";

new SchemeView();
new ScenariosView(await loadEntries());
