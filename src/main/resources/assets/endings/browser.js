// Which browser this is, in the words that the catalogue has for its known deviations.

const PATTERNS = [
  ["Firefox", /\bFirefox\/(\d+)/],
  // All of its kin: what they do at an end is Chromium's doing.
  ["Chromium", /\b(?:Headless)?Chrom(?:e|ium)\/(\d+)/],
  ["Safari", /\bVersion\/(\d+).*\bSafari\//],
];

/** Name and version, such as "Chromium 156"; null for an unknown one. */
export function browserOf({ userAgentData, userAgent } = navigator) {
  const chromium = userAgentData?.brands?.find(({ brand }) => brand === "Chromium");
  if (chromium !== undefined) {
    return `Chromium ${chromium.version}`;
  }
  for (const [name, pattern] of PATTERNS) {
    const match = pattern.exec(userAgent);
    if (match !== null) {
      return `${name} ${match[1]}`;
    }
  }
  return null;
}
