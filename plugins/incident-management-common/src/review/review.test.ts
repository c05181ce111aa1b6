import { digestOf } from '@countersign/plugin-ledger-common';
import {
  by,
  contentOf,
  edit,
  failing,
  forged,
  none,
  over,
  publish,
  started,
  words,
} from '../__testUtils__/reviewTale';
import { guardOf, minute, people, Tale } from '../__testUtils__/tale';
import { BudgetImpact } from '../model';
import { draftReview } from './draft';
import { reviewRevisions } from './versions';

const { olive, carl } = people;

describe('a review', () => {
  it('is drafted from the timeline: what happened in its order, the impact, and the cause that was confirmed', () => {
    const content = contentOf(started());
    expect(content.happened.split('\n')).toEqual([
      '- **2026-11-02 08:50 UTC** The impact began.',
      '- **2026-11-02 09:00 UTC** olive declared it: Payments are slow',
      '- **2026-11-02 09:02 UTC** olive acknowledged it.',
      '- **2026-11-02 09:05 UTC** olive took a step of the runbook: Roll back.',
      '- **2026-11-02 09:06 UTC** olive posted an update: We \\[look\\](x) \\# into it.',
      '- **2026-11-02 09:06 UTC** olive confirmed a change as the cause: It raised the limit.',
      '- **2026-11-02 09:20 UTC** olive stopped the impact: It is so.',
      '- **2026-11-02 09:30 UTC** olive resolved it: It is so.',
    ]);
    expect(content.impact).toMatch(
      /^checkout, orders: hit for 40 min, from 2026-11-02 08:50 UTC to 2026-11-02 09:30 UTC\./,
    );
    expect(content.impact).toContain('nothing that was hit has an objective');
    expect(content.factors).toBe(
      '- CHG0000042 is confirmed as the cause: It raised the limit.',
    );
  });

  it('names people as the catalog does, where it knows them, and never as markup', () => {
    const { facts, entries } = over();
    const nameOf = (ref: string) =>
      ref.endsWith('olive') ? 'Olive <b>Ode' : undefined;
    const { happened, impact } = draftReview(
      { facts, entries, nameOf },
      none,
    ).content;
    expect(happened).toContain('Olive &lt;b>Ode resolved it: It is so.');
    expect(impact).toMatch(/^checkout, orders: hit for/);
  });

  it('says that the budget is unknown rather than that none was spent', () => {
    const { facts, entries } = over();
    const impactOf = (budget: BudgetImpact) =>
      draftReview({ facts, entries }, budget).content.impact;
    expect(impactOf({ state: 'unknown', objectives: [] })).toContain(
      'Error budget: unknown. Service levels did not answer.',
    );
    const share = { objective: 'a', title: 'Answers', bad: 30, total: 400 };
    expect(
      impactOf({
        state: 'known',
        objectives: [{ ...share, spent: 0.0312 }, share],
      }),
    ).toMatch(
      /Answers: 3\.12 % of it was spent\. 30 of 400 events were bad\.\n.*unknown\. Nothing was measured/,
    );
  });

  it('goes by the times that count, and by what an author says now', () => {
    const tale = over();
    const update = tale.entries.find(({ type }) => type.endsWith('updated'))!;
    tale
      .do('rewrite', { entry: update.id, text: 'It is the cache.' })
      .do('set-time', {
        time: 'mitigated',
        from: minute(20),
        to: minute(25),
        reason: 'The chart says so.',
      });
    const { happened } = contentOf(started(tale));
    expect(happened).toContain('09:25 UTC** olive stopped the impact');
    expect(happened).toContain('posted an update: It is the cache.');
    expect(failing(tale.entries)).toEqual([]);
  });

  it('stays as short as a section may be, however long the timeline is', () => {
    const tale = new Tale().do('acknowledge', {});
    for (let i = 0; i < 60; i++) tale.do('update', { text: 'x'.repeat(900) });
    tale.do('resolve', words);
    expect(contentOf(started(tale)).happened).toMatch(
      /- More is in the timeline\.$/,
    );
  });

  it('is drafted once the incident is over, once, and as the timeline says', () => {
    const open = new Tale().do('acknowledge', {});
    const draft = draftReview(
      { facts: open.facts, entries: open.entries },
      none,
    );
    expect(guardOf(open.try('start-review', { ...draft, budget: none }))).toBe(
      'state',
    );
    const tale = started();
    const again = draftReview(
      { facts: tale.facts, entries: tale.entries },
      none,
    );
    expect(
      guardOf(tale.try('start-review', { ...again, budget: none }, by(carl))),
    ).toBe('review');
    expect(failing(tale.entries)).toEqual([]);
    const { data } = tale.entries.at(-1)!;
    const { basis, ...rest } = data as { basis: object };
    const told = (change: object) => ({
      data: { ...rest, basis: { ...basis, ...change } } as {},
    });
    const { facts } = tale;
    expect(
      forged(
        tale,
        'review_started',
        told({ times: { ...facts.times, mitigated: minute(3) } }),
      ),
    ).toEqual(['review']);
    expect(forged(tale, 'review_started', told({ causes: [] }))).toEqual([
      'review',
    ]);
    expect(forged(tale, 'review_started', told({ moments: [] }))).toEqual([
      'review',
    ]);
    expect(forged(tale, 'review_started', { actor: 'external:ci' })).toContain(
      'people',
    );
  });

  it('is written by its author alone, revision upon revision', () => {
    const tale = started();
    expect(edit(tale, 'Other.', carl)).toBe('duty');
    expect(edit(tale, contentOf(tale).happened)).toBe('fields');
    expect(edit(tale, 'The limit was raised.')).toBeUndefined();
    // Written upon what is no longer the latest.
    expect(
      guardOf(
        tale.try('edit-review', {
          revision: 2,
          content: { ...contentOf(tale), happened: 'Lost.' },
        }),
      ),
    ).toBe('revision');
    tale.do('take-review', { reason: 'Olive is away.' }, by(carl));
    expect(edit(tale, 'Other.')).toBe('duty');
    expect(edit(tale, 'Other.', carl)).toBeUndefined();
    expect(tale.facts.review).toMatchObject({ author: carl, revision: 3 });
    expect(
      reviewRevisions(tale.entries)!.revisions.map(each => each.by),
    ).toEqual([carl, olive, olive]);
    expect(failing(tale.entries)).toEqual([]);
    expect(forged(tale, 'review_taken', { actor: olive })).toEqual([
      'steps',
      'review',
    ]);
  });

  it('is published as it was written last, and never while the incident is open', () => {
    const tale = started();
    expect(publish(tale, carl)).toBe('duty');
    expect(publish(tale)).toBeUndefined();
    expect(publish(tale)).toBe('published');
    expect(edit(tale, 'More is known.')).toBeUndefined();
    expect(tale.facts.review).toMatchObject({
      revision: 2,
      published: { revision: 1, by: olive },
    });
    tale.do('reopen', { reason: 'It is back.' });
    expect(publish(tale)).toBe('state');
    tale.do('resolve', words);
    expect(publish(tale)).toBeUndefined();
    expect(failing(tale.entries)).toEqual([]);
    const last = tale.entries.at(-1)!;
    expect(
      failing([
        ...tale.entries.slice(0, -1),
        {
          ...last,
          data: { ...(last.data as object), digest: digestOf('Another one') },
        },
      ]),
    ).toEqual(['review']);
  });
});
