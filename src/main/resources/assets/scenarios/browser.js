// Identifies the browser by the name that the catalogue uses for known deviations.

const PATTERNS = [
  ["Firefox", /\bFirefox\/(\d+)/],
  // All browsers that are based on it, such as Chrome, Edge, Opera and Brave: they close alike.
  ["Chromium", /\b(?:Headless)?Chrom(?:e|ium)\/(\d+)/],
  ["Safari", /\bVersion\/(\d+).*\bSafari\//],
];

/** The browser's {name, version}, such as "Chromium" and "156"; null for an unknown browser. */
export function browserOf({ userAgentData, userAgent } = navigator) {
  const chromium = userAgentData?.brands?.find(({ brand }) => brand === "Chromium");
  if (chromium !== undefined) {
    return { name: "Chromium", version: chromium.version };
  }
  for (const [name, pattern] of PATTERNS) {
    const match = pattern.exec(userAgent);
    if (match !== null) {
      return { name, version: match[1] };
    }
  }
  return null;
}
