// The catalogue of endings: nothing moves yet but the colours.

import { SchemeView } from "../base/scheme-view.js";

new SchemeView();
