// Counts results.

/** The results that are counted, in the order in which they are shown. */
export const COUNTED = ["passed", "known", "failed", "undecided", "notRun"];

/** How many of the states are each of COUNTED. */
export function tallyOf(states) {
  const tally = Object.fromEntries(COUNTED.map(name => [name, 0]));
  for (const state of states) {
    tally[Object.hasOwn(tally, state) ? state : "notRun"]++;
  }
  return tally;
}

/** The items by their groups, as [group, items], in the order in which the groups first occur. */
export function byGroup(items, groupOf) {
  const groups = new Map();
  for (const item of items) {
    const group = groupOf(item);
    groups.set(group, [...(groups.get(group) ?? []), item]);
  }
  return [...groups];
}
