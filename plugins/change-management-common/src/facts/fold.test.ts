import fc from 'fast-check';
import {
  anEmergencyThatWentAhead,
  anEventfulChange,
  aRetrospectiveChange,
  aStandardChange,
  conflict,
} from '../__testUtils__/tales';
import { ChangeEntryInput } from '../evidence';
import { StoryWriter } from '../testUtils/StoryWriter';
import { dana, ivan, paula, pipeline, portal, Tale } from '../testUtils/Tale';
import { olga, otto, world } from '../testUtils/world';
import { Facts, isOwed } from './facts';
import { ChangeEntry, factsAt, fold, foldAll } from './fold';
import { dutyOf, HandKind } from './hands';

const mara = 'user:default/mara';
const at = '2026-11-22T10:00:00.000Z';

const handsOf = (facts: Facts, who: string): HandKind[] =>
  facts.hands.filter(h => h.who === who).map(h => h.as);

/** What somebody can do or have done to them, and the hand it gives them. */
const doings: [HandKind, () => StoryWriter][] = [
  ['opened', () => new Tale({}, { by: mara })],
  ['asked', () => new Tale({ requester: mara }, { by: pipeline })],
  [
    'edited',
    () =>
      new Tale().edit(at, mara, {
        field: 'title',
        before: null,
        after: 'Another',
      }),
  ],
  ['attached', () => new Tale().attach(at, mara, {})],
  ['submitted', () => new Tale().submit(at, mara)],
  [
    'submitted',
    () => {
      const tale = new Tale({ window: undefined }).submit();
      const { window } = Tale.approved().facts.content;
      return tale
        .edit(at, dana, {
          field: 'window',
          before: null,
          after: { ...window! },
        })
        .authorize(at, mara);
    },
  ],
  [
    'accepted',
    () =>
      new Tale({}, { world: world({ conflicts: [conflict] }) })
        .submit()
        .accept(at, mara, conflict.key),
  ],
  ['started', () => Tale.approved().start(undefined, mara)],
  ['implemented', () => Tale.approved({ implementer: mara }).start()],
  ['implemented', () => Tale.approved({ implementer: mara }).gate().report()],
  ['completed', () => Tale.approved().start().complete(undefined, mara)],
  ['reported', () => Tale.approved().report({ reportedBy: mara })],
  ['deployed', () => Tale.approved().report({ deployer: mara })],
];

describe('the hands people have in a change', () => {
  it.each(doings)('%s (%#)', (as, tale) => {
    expect(handsOf(tale().facts, mara)).toContain(as);
    expect(dutyOf(tale().facts, 'USER:default/Mara')).toBeTruthy();
  });

  it('are found by any spelling of a name', () => {
    const facts = new Tale({ requester: 'User:Default/Dana' }).facts;
    expect(handsOf(facts, dana)).toEqual(['asked', 'opened']);
    expect(dutyOf(facts, 'user:default/DANA')).toBe('is the requester of');
  });

  it('are inherited, and say from where', () => {
    expect(aRetrospectiveChange().facts.hands).toContainEqual(
      expect.objectContaining({
        who: 'user:default/edda',
        as: 'edited',
        from: 'CHG0000041',
      }),
    );
  });

  it('survive another round, another name in their place, and a rejection', () => {
    const { facts } = anEventfulChange();
    expect(
      Object.fromEntries(facts.hands.map(h => [h.as, h.who.split('/')[1]])),
    ).toEqual({
      asked: 'dana',
      edited: 'edda',
      accepted: 'dana',
      attached: 'pia',
      submitted: 'sam',
      started: 'ivan',
      implemented: 'ivan',
      completed: 'cora',
      deployed: 'dev',
    });
  });

  it('are nobody’s who approved, held, commented or declined, and no machine’s', () => {
    const { facts } = anEventfulChange();
    for (const who of [olga, otto, pipeline, portal]) {
      expect(handsOf(facts, who)).toEqual([]);
    }
  });
});

describe('the people a change names', () => {
  const rename = (tale: Tale, after: string | null) =>
    tale.edit(at, dana, { field: 'implementer', before: ivan, after });

  it('are kept from approving until the name is taken back', () => {
    const tale = new Tale();
    expect(dutyOf(tale.facts, ivan)).toBe('is the implementer of');
    rename(tale, mara);
    expect(dutyOf(tale.facts, ivan)).toBeUndefined();
    expect(dutyOf(tale.facts, mara)).toBe('is the implementer of');
    expect(dutyOf(rename(tale, null).facts, mara)).toBeUndefined();
  });

  it('may decline, and are not made plan authors again', () => {
    const tale = new Tale().decline(at, paula);
    expect(dutyOf(tale.facts, paula)).toBeUndefined();
    expect(tale.facts.declined).toEqual([paula]);
    tale.attach(at, dana, { planAuthors: [paula, mara] });
    expect(dutyOf(tale.facts, paula)).toBeUndefined();
    expect(dutyOf(tale.facts, mara)).toBe('is an author of the plan of');
  });

  it('stay authors of the plan when another one is attached', () => {
    const { facts } = new Tale().attach(at, dana, { planAuthors: [mara] });
    expect(dutyOf(facts, paula)).toBe('is an author of the plan of');
  });

  it('implemented it for good once it started', () => {
    const { facts } = Tale.approved().start(undefined, mara);
    const edit: ChangeEntryInput<'change.updated'> = {
      changes: [{ field: 'implementer', before: ivan, after: null }],
      material: [],
    };
    const [entry] = new StoryWriter().write(
      'change.updated',
      dana,
      '2026-11-24T22:00:00.000Z',
      edit,
    ).entries;
    expect(handsOf(fold(facts, entry)!, ivan)).toEqual(['implemented']);
  });
});

describe('what went ahead unapproved', () => {
  const ahead = () =>
    new Tale({ type: 'emergency', justification: 'It is down.' })
      .submit('2026-11-24T21:00:00.000Z')
      .start('2026-11-24T21:02:00.000Z');

  it('is owed from its start until it is approved or rejected', () => {
    expect(ahead().facts.ahead).toEqual({
      since: '2026-11-24T21:02:00.000Z',
      dueAt: '2026-11-25T21:02:00.000Z',
    });
    expect(isOwed(ahead().facts)).toBe(true);
    expect(isOwed(ahead().complete().facts)).toBe(true);
    const later = '2026-11-25T08:00:00.000Z';
    expect(isOwed(ahead().approve(later).facts)).toBe(false);
    expect(isOwed(ahead().reject(later).facts)).toBe(false);
    expect(isOwed(anEmergencyThatWentAhead().facts)).toBe(false);
  });
});

describe('a rejection', () => {
  it('stands, whatever is edited, until a complete approval follows', () => {
    const tale = new Tale().submit().reject();
    expect(tale.facts).toMatchObject({ state: 'new', round: 2 });
    tale
      .edit(at, dana, { field: 'title', before: null, after: 'Another' })
      .edit(at, dana, { field: 'justification', before: '', after: 'Now!' })
      .edit(at, dana, { field: 'type', before: 'normal', after: 'emergency' })
      .submit(at);
    expect(tale.facts.rejected).toMatchObject({ by: olga });
    expect(tale.approve(at).facts.rejected).toBeUndefined();
  });
});

/** Every kind of entry, as honest stories hold them, beside those that no change of the stories needed. */
const pool: ChangeEntry[] = [
  ...anEventfulChange().entries,
  ...anEmergencyThatWentAhead().entries,
  ...aStandardChange().entries,
  ...aRetrospectiveChange().entries,
  ...Tale.approved().cancel(at).entries,
  ...new StoryWriter()
    .write('change.rules_adopted', portal, at, { from: 1, rules: 2 })
    .write('change.approval_overdue', portal, at, { approvalDueAt: at })
    .write('schedule_rule.ended', dana, at, { id: 'rule-1', endedAt: at })
    .write('deployment.reconciled', portal, at, {
      verdict: 'never_run',
      reasons: [],
      reconciledAt: at,
    }).entries,
];

const entries: fc.Arbitrary<ChangeEntry[]> = fc
  .array(
    fc
      .tuple(
        fc.constantFrom(...pool),
        fc.constantFrom(undefined, dana, olga, mara, pipeline),
      )
      .map(([entry, actor]) => ({ ...entry, actor: actor ?? entry.actor })),
    { maxLength: 25 },
  )
  .map(some => [pool[0], ...some]);

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}

describe('fold', () => {
  it('takes any entries in any order, alters nothing it was given, and never forgets a hand', () => {
    fc.assert(
      fc.property(entries, told => {
        let facts: Facts | undefined;
        for (const entry of told) {
          const before = facts?.hands ?? [];
          facts = frozen(fold(facts, frozen(entry)))!;
          expect(facts.hands).toEqual(expect.arrayContaining(before));
          expect(facts.hands.every(h => h.who === h.who.toLowerCase())).toBe(
            true,
          );
        }
      }),
    );
  });

  it('goes on from facts that were stored, at any point', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (told, n) => {
        const cut = n % told.length;
        const stored: Facts | undefined =
          cut > 0
            ? JSON.parse(JSON.stringify(foldAll(told.slice(0, cut))))
            : undefined;
        const on = told.slice(cut).reduce(fold, stored);
        expect(on).toEqual(foldAll(told));
      }),
    );
  });

  it('knows nothing before the opening, and takes a second one for nothing', () => {
    const [opening, ...others] = new Tale().submit().entries;
    expect(foldAll(others)).toBeUndefined();
    const again = new Tale({ requester: mara }).entries[0];
    expect(foldAll([opening, again, ...others])).toEqual(
      foldAll([opening, ...others]),
    );
  });
});

describe('factsAt', () => {
  it('is what the entries that had occurred by then say', () => {
    const story = anEventfulChange().entries;
    fc.assert(
      fc.property(fc.constantFrom(...story), ({ occurredAt }) => {
        const by = (isIn: (at: string) => boolean) =>
          foldAll(story.filter(e => isIn(e.occurredAt)));
        expect(factsAt(story, occurredAt)).toEqual(by(t => t <= occurredAt));
        const justBefore = new Date(Date.parse(occurredAt) - 1).toISOString();
        expect(factsAt(story, justBefore)).toEqual(by(t => t < occurredAt));
      }),
    );
  });

  it('compares moments, not the letters of them', () => {
    const story = Tale.approved().entries;
    expect(factsAt(story, '2026-11-21T11:00:00+01:00')?.state).toBe(
      'scheduled',
    );
    expect(factsAt(story, '2026-11-21T10:00:00+01:00')?.state).toBe(
      'authorize',
    );
  });
});
