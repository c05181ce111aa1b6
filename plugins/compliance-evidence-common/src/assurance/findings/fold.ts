import { foldOf, LifeEntry, Signed } from '../life';
import { findingEntrySchemas, FindingEntrySchemas } from './entries';
import { FindingFacts } from './model';

/** Whoever worked on it has a hand in it from then on. */
function handed(facts: FindingFacts, { by }: Signed): FindingFacts {
  return by.startsWith('user:') && !facts.hands.includes(by)
    ? { ...facts, hands: [...facts.hands, by] }
    : facts;
}

/** What becomes of a finding by one more entry. Pure and total: it never throws. */
export const applyFindingEntry = foldOf<
  FindingFacts,
  FindingEntrySchemas,
  'finding.opened'
>(
  findingEntrySchemas,
  'finding.opened',
  (number, { rules: _rules, ...found }, signed) => {
    return {
      ...found,
      number,
      opened: signed,
      state: 'open',
      reopened: 0,
      hands: [],
    };
  },
  {
    'finding.explained': (facts, { text, evidence }, signed) =>
      handed(
        {
          ...facts,
          state: 'explained',
          explanation: { text, evidence, ...signed },
        },
        signed,
      ),
    'finding.accepted': (facts, { until, reason }, signed) => ({
      ...facts,
      state: 'accepted',
      acceptance: { until, reason, ...signed },
    }),
    'finding.acceptance_revoked': ({ acceptance: _ended, ...facts }) => ({
      ...facts,
      state: 'open',
    }),
    'finding.remediated': (facts, { change, text }, signed) =>
      handed(
        {
          ...facts,
          state: 'remediating',
          remediation: { change, text, ...signed },
        },
        signed,
      ),
    'finding.closed': (facts, { text, absence }, signed) => ({
      ...facts,
      state: 'closed',
      closing: { text, ...(absence && { absence }), ...signed },
    }),
    'finding.reopened': (
      { closing: _closing, acceptance: _acceptance, ...facts },
      { seen },
    ) => ({
      ...facts,
      state: 'open',
      reopened: facts.reopened + 1,
      seen: seen ?? facts.seen,
    }),
    'finding.assigned': ({ owner: _owner, ...facts }, { person }) =>
      person === undefined ? facts : { ...facts, owner: person },
    'finding.noted': facts => facts,
  },
);

/** Folds entries in the order of the ledger. */
export function foldFinding(
  entries: readonly LifeEntry[],
): FindingFacts | undefined {
  return entries.reduce<FindingFacts | undefined>(applyFindingEntry, undefined);
}
