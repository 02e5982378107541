// The entry point of the pages of reports, which need no script but that of the header.

import { SchemeView } from "../base/scheme-view.js";

new SchemeView();
document.documentElement.dataset.ready = "";
