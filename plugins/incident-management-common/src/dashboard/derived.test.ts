import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { minute, Tale } from '../__testUtils__/tale';
import { derivedStanding } from './derived';

const standing = (entries: readonly LedgerEntry[], at: string) =>
  Object.fromEntries(
    derivedStanding(entries, at).map(({ id, value }) => [id, value]),
  );

it('follows from the stories of incidents how many are open, and how many of those are urgent', () => {
  const urgent = new Tale('INC0000001');
  const minor = new Tale('INC0000002', { impact: 'low', urgency: 'low' });
  const drill = new Tale('INC0000003', { drill: true });
  const quiet = new Tale('INC0000004', { triage: true });
  const entries = [urgent, minor, drill, quiet].flatMap(tale => tale.entries);
  expect(standing(entries, minute(1))).toEqual({
    ...{ open: 2, urgent: 1 },
    ...{ problems: 0, overdueActions: 0 },
  });
});

it('has what had happened by the moment that is asked about, and nothing later', () => {
  const { entries } = new Tale('INC0000001');
  const [{ occurredAt }] = entries;
  const before = new Date(Date.parse(occurredAt) - 1).toISOString();
  expect(standing(entries, occurredAt).open).toBe(1);
  expect(standing(entries, before).open).toBe(0);
});
