// Which browser this is, by the name that the catalogue has for its known deviations.

const PATTERNS = [
  ["Firefox", /\bFirefox\/(\d+)/],
  // All of its kin, such as Chrome, Edge, Opera and Brave: what they do at an end is Chromium's doing.
  ["Chromium", /\b(?:Headless)?Chrom(?:e|ium)\/(\d+)/],
  ["Safari", /\bVersion\/(\d+).*\bSafari\//],
];

/** Its name and its version, such as "Chromium" and "156"; null for an unknown one. */
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
