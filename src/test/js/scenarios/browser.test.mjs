import assert from "node:assert/strict";
import test from "node:test";
import { browserOf } from "../../../main/resources/assets/scenarios/browser.js";

const WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";

const BROWSERS = [
  [
    { name: "Chromium", version: "156" },
    {
      userAgentData: {
        brands: [
          { brand: "Not A", version: "8" },
          { brand: "Chromium", version: "156" },
        ],
      },
    },
  ],
  [
    { name: "Chromium", version: "156" },
    { userAgent: `Mozilla/5.0 (X11) ${WEBKIT} Chrome/156.0.0.0 Safari/537.36` },
  ],
  [
    { name: "Chromium", version: "156" },
    { userAgent: `Mozilla/5.0 (X11) ${WEBKIT} HeadlessChrome/156.0.0.0 Safari/537.36` },
  ],
  [
    { name: "Firefox", version: "147" },
    { userAgent: "Mozilla/5.0 (X11; rv:147.0) Gecko/20100101 Firefox/147.0" },
  ],
  [
    { name: "Safari", version: "26" },
    {
      userAgent:
        "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15",
    },
  ],
  [null, { userAgent: "curl/8" }],
  [
    { name: "Chromium", version: "156" },
    { userAgent: `Mozilla/5.0 (X11) ${WEBKIT} Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0` },
  ],
  [
    { name: "Chromium", version: "156" },
    { userAgent: `Mozilla/5.0 (X11) ${WEBKIT} Chrome/156.0.0.0 Safari/537.36 OPR/140.0.0.0` },
  ],
  [
    { name: "Chromium", version: "157" },
    {
      userAgentData: {
        brands: [
          { brand: "Brave", version: "157" },
          { brand: "Chromium", version: "157" },
        ],
      },
    },
  ],
];

for (const [expected, navigator] of BROWSERS) {
  test(`identifies the browser: ${JSON.stringify(navigator)}`, () => {
    assert.deepEqual(browserOf(navigator), expected);
  });
}
