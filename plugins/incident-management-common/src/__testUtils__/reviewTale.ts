import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { BudgetImpact, ReviewContent } from '../model';
import { draftReview } from '../review/draft';
import { reviewRevisions } from '../review/versions';
import { incidentStory } from '../story';
import { guardOf, minute, people, Tale } from './tale';

const { olive, carl } = people;
export const by = (ref: string) => ({ ref, by: 'person' as const });
export const words = { text: 'It is so.' };
/** What was hit has no objective. */
export const none: BudgetImpact = { state: 'none', objectives: [] };

/** The claims that fail. */
export const failing = (entries: LedgerEntry[]) =>
  incidentStory(entries)
    .claims.filter(({ holds }) => !holds)
    .map(({ id }) => id);
/** The claims that fail once entries of a type are other. */
export const forged = (
  tale: Tale,
  type: string,
  change: Partial<LedgerEntry>,
) =>
  failing(
    tale.entries.map(entry =>
      entry.type === `incident.${type}` ? { ...entry, ...change } : entry,
    ),
  );

/** An incident that is over, and what was said of it meanwhile. */
export function over(): Tale {
  return new Tale()
    .at(2)
    .do('acknowledge', {})
    .at(5)
    .do('tick-step', {
      runbook: 'system:default/shop',
      part: 'Clients get errors',
      step: 'Roll back.',
    })
    .at(6)
    .do('update', { text: 'We [look](x)\n# into it.' })
    .do('confirm-cause', {
      change: { number: 'CHG0000042' },
      reason: 'It raised the limit.',
    })
    .at(20)
    .do('mitigate', words)
    .at(30)
    .do('resolve', words);
}

/** The same with its review begun. */
export function started(tale = over()): Tale {
  const { facts, entries } = tale;
  return tale.do('start-review', {
    ...draftReview({ facts, entries }, none),
    budget: none,
  });
}

/** The words of its review as they stand. */
export const contentOf = (tale: Tale): ReviewContent =>
  reviewRevisions(tale.entries)!.revisions[0].content;

/** The guard that refuses another revision, if any. */
export const edit = (tale: Tale, happened: string, ref = olive) =>
  guardOf(
    tale.try(
      'edit-review',
      {
        revision: tale.facts.review!.revision + 1,
        content: { ...contentOf(tale), happened },
      },
      by(ref),
    ),
  );

/** The guard that refuses to publish, if any. */
export const publish = (tale: Tale, ref = olive) =>
  guardOf(
    tale.try(
      'publish-review',
      {
        revision: tale.facts.review!.revision,
        digest: tale.facts.review!.digest,
        times: tale.facts.times,
      },
      by(ref),
    ),
  );

/** A review with an action item of Carl's. */
export function withAction(): Tale {
  return started().do('add-action', {
    text: 'Alert on the limit',
    owner: carl,
    dueAt: minute(1000),
  });
}
