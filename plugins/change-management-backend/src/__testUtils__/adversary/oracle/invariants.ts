/** The invariants, by the beginning of the kinds of breach that break them. The first that fits counts. */
const kinds: [RegExp, string][] = [
  [/^broke-/, '0 no failure'],
  [/^verifier-/, '15 verifier'],
  [/^answers-/, '13 answers'],
  [/^record-/, '12 record'],
  [/^run-/, '10 run'],
  [/^(machine|edit-after-start|comment|request)-/, '11 verb table'],
  [/-budget-/, '17 demands of others'],
  [/-changes-requested$/, '16 requested changes'],
  [/^(cancel|close|owed)-|overdue$/, '9 owed'],
  [/-no-reason$/, '8 emergency'],
  [/-rejected-/, '7 rejected content'],
  [/-acceptance-/, '6 acceptance'],
  [/-floor-/, '4 floor'],
  [/-(subject|unseen)-/, '3 subject'],
  [/-hand-|^act-approver-/, '1 hands'],
];

export function invariantOf(kind: string): string {
  return kinds.find(([pattern]) => pattern.test(kind))?.[1] ?? '5 now';
}
