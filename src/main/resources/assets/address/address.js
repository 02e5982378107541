// The entry point of the page of an address.

import { SchemeView } from "../base/scheme-view.js";
import { correctServer } from "./server.js";

new SchemeView();
correctServer();
document.documentElement.dataset.ready = "";
