// What an end means, in keys of the page's texts.

/** Which of the page's summaries fits the account of an end. */
export function summaryOf(account) {
  if (!account.opened) {
    return account.asked ? "cancelled" : "unopened";
  }
  if (account.wasClean) {
    return account.initiator;
  }
  if (account.asked) {
    return "unanswered";
  }
  return account.failed ? "violation" : "broken";
}

/** The keys to look for an explanation under, the most fitting first. */
export function meaningsOf(account) {
  const { code } = account;
  return [`meaning.${code}.${summaryOf(account)}`, `meaning.${code}`, `meaning.${rangeOf(code)}`];
}

function rangeOf(code) {
  if (code >= 4000) {
    return "private";
  }
  return code >= 3000 ? "library" : "protocol";
}
