// The catalogue of endings: nothing moves yet but the colours.

import { SchemeView } from "./scheme-view.js";

new SchemeView();
