import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { writerOf } from '../life';
import { findingActions, findingNextStep } from './actions';
import { findingEntrySchemas, FindingEntryType } from './entries';
import { applyFindingEntry, foldFinding } from './fold';
import { FindingCall, judgeFinding, RunOnFinding, scopeOfRun } from './judge';
import { FindingFacts, findingState } from './model';
import { findingStory } from './story';
import { findingVerbs, findingVerbTable } from './verbs';

const subject = 'FND0000001';
const [ada, ben] = ['user:default/ada', 'user:default/ben'];
const portal = 'plugin:compliance-evidence';
const hex = 'a'.repeat(64);
const leaf = `${'A'.repeat(43)}=`;
const day = (days: number) =>
  new Date(Date.UTC(2026, 10, 1) + days * 86_400_000).toISOString();

let counted = 0;
const entry = (
  type: FindingEntryType,
  actor: string,
  data: object,
  at = day(0),
): LedgerEntry => ({
  id: `entry-${counted++}`,
  type,
  subject,
  actor,
  occurredAt: at,
  data: data as LedgerEntry['data'],
});
const opened = entry('finding.opened', portal, {
  rules: 1,
  report: 'sox-access',
  question: 'grants-without-ticket',
  questionVersion: '1',
  title: 'A grant without a ticket',
  severity: 'high',
  controls: [{ framework: 'SOX ITGC', id: 'AC-2' }],
  key: [{ column: 'grant_id', value: 'G-17' }],
  fingerprint: hex,
  seen: { run: 'RUN0000003', position: 4, leaf },
  team: 'group:default/sre',
});
const absence = (run: string) => ({
  run,
  version: '1',
  rows: 0,
  sha256: `sha256:${hex}`,
});
const facts = (...entries: LedgerEntry[]) => foldFinding([opened, ...entries])!;
const person = (ref: string) => ({ ref, by: 'person' as const });

const guardOf = (
  standing: FindingFacts,
  call: FindingCall,
  run?: RunOnFinding,
) => {
  const verdict = judgeFinding(standing, call, { run });
  return verdict.ok ? 'allowed' : verdict.refusal.guard;
};
const run = (fields: Partial<RunOnFinding> = {}): RunOnFinding => ({
  number: 'RUN0000005',
  report: 'sox-access',
  asked: true,
  lastSeen: { run: 'RUN0000003' },
  scope: 'covers',
  incomplete: [],
  ...fields,
});
const close = (number: string): FindingCall => ({
  verb: 'close',
  who: person(ada),
  at: day(1),
  data: { text: 'Gone.', absence: absence(number) as never },
});

describe('a finding', () => {
  it('is accepted only by somebody who neither explained nor remediates it, until a date ahead', () => {
    const explained = facts(
      entry('finding.explained', ada, { text: 'A known gap', evidence: [] }),
    );
    const accept = (ref: string, until: string): FindingCall => ({
      verb: 'accept',
      who: person(ref),
      at: day(1),
      data: { until, reason: 'Until the new tool' },
    });
    expect(guardOf(explained, accept(ada, day(30)))).toBe('duty');
    expect(guardOf(explained, accept(ada.toUpperCase(), day(30)))).toBe('duty');
    expect(guardOf(explained, accept(ben, day(30)))).toBe('allowed');
    expect(guardOf(explained, accept(ben, day(1)))).toBe('until');
    expect(guardOf(explained, accept(ben, day(400)))).toBe('until');
    expect(
      guardOf(explained, {
        ...accept(portal, day(30)),
        who: { ref: portal, by: 'system' },
      } as FindingCall),
    ).toBe('person');
  });

  it('is open again on the day on which its acceptance ends, though nobody does anything', () => {
    const accepted = facts(
      entry('finding.accepted', ben, { until: day(10), reason: 'For now' }),
    );
    expect(findingState(accepted, day(9))).toBe('accepted');
    expect(findingState(accepted, day(10))).toBe('open');
    const again: FindingCall = {
      verb: 'accept',
      who: person(ben),
      at: day(9),
      data: { until: day(40), reason: 'Longer' },
    };
    expect(guardOf(accepted, again)).toBe('state');
    expect(guardOf(accepted, { ...again, at: day(10) })).toBe('allowed');
  });

  it('closes only by a later run that covers its scope and does not show it', () => {
    const open = facts();
    expect(guardOf(open, close('RUN0000003'), run())).toBe('evidence');
    expect(guardOf(open, close('RUN0000005'), undefined)).toBe('evidence');
    for (const wrong of [
      { lastSeen: { run: 'RUN0000005' } },
      { lastSeen: { run: 'RUN0000006' } },
      { asked: false },
      { report: 'another' },
      { incomplete: ['iam'] },
    ]) {
      expect(guardOf(open, close('RUN0000005'), run(wrong))).toBe('evidence');
    }
    for (const scope of ['smaller', 'earlier'] as const) {
      expect(guardOf(open, close('RUN0000005'), run({ scope }))).toBe('scope');
    }
    expect(guardOf(open, close('RUN0000005'), run())).toBe('allowed');
  });

  const period = {
    label: '2026Q3',
    start: '2026-06-30T22:00:00.000Z',
    end: '2026-09-30T22:00:00.000Z',
  };
  const happened = {
    ...opened,
    data: { ...(opened.data as object), about: 'period', period },
  } as LedgerEntry;
  const explained = (evidence: string[]) =>
    entry('finding.explained', ada, {
      text: 'The ticket was filed elsewhere',
      evidence: evidence.map(reference => ({ reference })),
    });

  it('of something that happened closes by a run of its own period only', () => {
    const past = foldFinding([happened])!;
    const closeBy = (of?: { start: string; end: string }) =>
      guardOf(
        past,
        {
          ...close('RUN0000005'),
          data: {
            text: 'Gone.',
            absence: { ...absence('RUN0000005'), ...(of && { period: of }) },
          },
        } as FindingCall,
        run(),
      );
    const { start, end } = period;
    const next = { start: end, end: '2026-12-31T23:00:00.000Z' };
    expect(closeBy({ start, end })).toBe('allowed');
    expect(closeBy(next)).toBe('scope');
    // A month that ends with the quarter is not the quarter.
    expect(closeBy({ ...next, end, start: '2026-08-31T22:00:00.000Z' })).toBe(
      'scope',
    );
    expect(closeBy()).toBe('scope');
  });

  it('of something that happened closes by evidence that somebody else judged, and its own runs do not open it again', () => {
    const settle = (ref: string): FindingCall => ({
      verb: 'close',
      who: person(ref),
      at: day(1),
      data: { text: 'The ticket is there.' },
    });
    const told = (...entries: LedgerEntry[]) =>
      foldFinding([happened, ...entries])!;
    expect(guardOf(told(), settle(ben))).toBe('evidence');
    expect(guardOf(told(explained([])), settle(ben))).toBe('evidence');
    const standing = told(explained(['CHG0000042']));
    expect(guardOf(standing, settle(ada))).toBe('duty');
    expect(guardOf(standing, settle(ben))).toBe('allowed');
    // How things stand no explanation changes.
    expect(guardOf(facts(explained(['CHG0000042'])), settle(ben))).toBe(
      'evidence',
    );
    const closed = applyFindingEntry(
      standing,
      entry('finding.closed', ben, { text: 'The ticket is there.' }),
    )!;
    expect(closed.state).toBe('closed');
    const seen = { run: 'RUN0000009', position: 1, leaf };
    expect(
      guardOf(closed, {
        verb: 'reopen',
        who: { ref: portal, by: 'system' },
        at: day(2),
        data: { seen },
      }),
    ).toBe('evidence');
    expect(findingNextStep(standing, {}, day(1)).verb).toBe('close');
    expect(findingNextStep(told(), {}, day(1)).verb).toBe('explain');
  });

  it('is judged by when the data of runs was taken, whatever their numbers are', () => {
    const seen = { run: 'RUN0000003', position: 4, leaf, taken: day(3) };
    const open = facts(entry('finding.reopened', portal, { seen }));
    const closeBy = (number: string, taken: string) =>
      ({
        ...close(number),
        at: day(9),
        data: { text: 'Gone.', absence: { ...absence(number), taken } },
      } as FindingCall);
    const lastSeen = { run: seen.run, taken: seen.taken };
    const guard = (number: string, taken: string) =>
      guardOf(open, closeBy(number, taken), run({ number, lastSeen }));
    // RUN0000003 was taken up again after RUN0000005 had looked.
    expect(guard('RUN0000005', day(2))).toBe('evidence');
    expect(guard('RUN0000005', day(3))).toBe('evidence');
    expect(guard('RUN0000002', day(4))).toBe('allowed');

    const closed = applyFindingEntry(
      open,
      entry('finding.closed', ada, {
        text: 'Gone',
        absence: { ...absence('RUN0000005'), taken: day(5) },
      }),
    )!;
    const reopen = (number: string, taken: string) =>
      guardOf(closed, {
        verb: 'reopen',
        who: { ref: portal, by: 'system' },
        at: day(9),
        data: { seen: { ...seen, run: number, taken } },
      });
    expect(reopen('RUN0000004', day(6))).toBe('allowed');
    expect(reopen('RUN0000006', day(4))).toBe('evidence');
  });

  it('is not gone because a run is about a smaller scope or an earlier period', () => {
    const seen = {
      parameters: { quarter: '2026Q3', clusters: ['a'] },
      periodEnd: '2026-10-01T00:00:00.000Z',
    };
    expect(scopeOfRun(seen, seen)).toBe('covers');
    expect(
      scopeOfRun(seen, { ...seen, periodEnd: '2027-01-01T00:00:00.000Z' }),
    ).toBe('covers');
    expect(
      scopeOfRun(seen, { ...seen, periodEnd: '2026-07-01T00:00:00.000Z' }),
    ).toBe('earlier');
    expect(
      scopeOfRun(seen, {
        ...seen,
        parameters: { quarter: '2026Q3', clusters: ['b'] },
      }),
    ).toBe('smaller');
  });

  it('is opened again by a run that saw it later, or by a person with a reason', () => {
    const closed = facts(
      entry('finding.closed', ada, {
        text: 'Gone',
        absence: absence('RUN0000005'),
      }),
    );
    const seen = { run: 'RUN0000007', position: 1, leaf };
    const reopen = (who: FindingCall['who'], data: object) =>
      ({ verb: 'reopen', who, at: day(2), data } as FindingCall);
    const system = { ref: portal, by: 'system' as const };
    expect(guardOf(closed, reopen(system, { seen }))).toBe('allowed');
    expect(
      guardOf(closed, reopen(system, { seen: { ...seen, run: 'RUN0000002' } })),
    ).toBe('evidence');
    expect(guardOf(closed, reopen(person(ada), {}))).toBe('reason');
    const again = applyFindingEntry(
      closed,
      entry('finding.reopened', portal, { seen }),
    );
    expect(again).toMatchObject({ state: 'open', reopened: 1, seen });
    expect(again).not.toHaveProperty('closing');
  });

  it('says what is next: close it once a run no longer shows it', () => {
    expect(
      findingNextStep(facts(), { absentRun: 'RUN0000009' }, day(1)),
    ).toMatchObject({ verb: 'close', who: ['group:default/sre'] });
    expect(findingNextStep(facts(), {}, day(1)).verb).toBe('explain');
    const actions = findingActions(
      facts(),
      { ...person(ada), permitted: verb => verb !== 'accept' },
      day(1),
    );
    expect(actions.find(({ verb }) => verb === 'close')?.allowed).toBe(true);
    expect(actions.find(({ verb }) => verb === 'accept')?.guard).toBe(
      'permission',
    );
  });
});

describe('the story of a finding', () => {
  const failing = (entries: LedgerEntry[]) =>
    findingStory(entries)
      .claims.filter(({ holds }) => !holds)
      .map(({ id }) => id);

  it('says which rule was broken', () => {
    const explained = entry('finding.explained', ada, {
      text: 'Known',
      evidence: [],
    });
    const accepted = (actor: string, until: string) =>
      entry('finding.accepted', actor, { until, reason: 'x' });
    const closed = (number: string) =>
      entry('finding.closed', ada, { text: 'x', absence: absence(number) });
    expect(failing([opened, explained, accepted(ben, day(5))])).toEqual([]);
    expect(failing([opened, explained, accepted(ada, day(5))])).toEqual([
      'duties',
    ]);
    expect(failing([opened, accepted(ben, day(0))])).toEqual(['dates']);
    expect(failing([opened, closed('RUN0000003')])).toEqual(['evidence']);
    expect(failing([{ ...opened, actor: ada }])).toEqual(['machine']);
    const settled = (actor: string) =>
      entry('finding.closed', actor, { text: 'It is there' });
    const past = {
      ...opened,
      data: { ...(opened.data as object), about: 'period' },
    } as LedgerEntry;
    const shown = {
      ...explained,
      data: { text: 'x', evidence: [{ reference: 'CHG0000042' }] },
    };
    expect(failing([past, shown, settled(ben)])).toEqual([]);
    expect(failing([past, shown, settled(ada)])).toEqual(['duties']);
    expect(failing([past, explained, settled(ben)])).toEqual(['evidence']);
    expect(failing([opened, shown, settled(ben)])).toEqual(['evidence']);
    expect(
      failing([
        opened,
        { ...explained, data: { text: 'x', evidence: [], via: 'plugin:mcp' } },
      ]),
    ).toEqual(['people']);
  });

  it('holds for every history that the judge let happen, and for no other', () => {
    const data: Record<string, fc.Arbitrary<object>> = {
      explain: fc
        .constantFrom([], [{ reference: 'CHG0000042' }])
        .map(evidence => ({ text: 'x', evidence })),
      accept: fc.integer({ min: -5, max: 60 }).map(days => ({
        until: day(days),
        reason: 'x',
      })),
      'revoke-acceptance': fc.constant({ reason: 'x' }),
      remediate: fc
        .constantFrom('CHG0000001', 'INC0000001')
        .map(number => ({ change: { number }, text: 'x' })),
      close: fc.oneof(
        fc.constant({ text: 'x' }),
        fc
          .integer({ min: 1, max: 9 })
          .map(n => ({ text: 'x', absence: absence(`RUN000000${n}`) })),
      ),
      reopen: fc.oneof(
        fc.constant({ reason: 'x' }),
        fc.integer({ min: 1, max: 9 }).map(n => ({
          seen: { run: `RUN000000${n}`, position: 0, leaf },
        })),
      ),
      assign: fc.constantFrom({ person: ada }, {}),
      note: fc.constant({ text: 'x' }),
    };
    const step = fc
      .tuple(
        fc.constantFrom(...findingVerbs),
        fc.constantFrom(ada, ben, portal, 'external:ci'),
        fc.integer({ min: 0, max: 40 }),
      )
      .chain(([verb, actor, at]) =>
        data[verb].map(body => ({ verb, actor, at, body })),
      );
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 12 }),
        fc.boolean(),
        (steps, isPast) => {
          const found = isPast
            ? ({
                ...opened,
                data: { ...(opened.data as object), about: 'period' },
              } as LedgerEntry)
            : opened;
          const entries = [...steps]
            .sort((a, b) => a.at - b.at)
            .map(({ verb, actor, at, body }) =>
              entry(findingVerbTable[verb].entry, actor, body, day(at)),
            );
          let standing = foldFinding([found])!;
          let lawful = true;
          const kept = [found];
          let looked = 0;
          for (const each of entries) {
            looked++;
            const verb = findingVerbs.find(
              one => findingVerbTable[one].entry === each.type,
            )!;
            const call = {
              verb,
              who: writerOf(each),
              at: each.occurredAt,
              data: findingEntrySchemas[each.type as FindingEntryType].parse(
                each.data,
              ),
            } as FindingCall;
            const { ok } = judgeFinding(standing, call, { run: 'elsewhere' });
            lawful &&= ok;
            standing = applyFindingEntry(standing, each)!;
            if (ok && lawful) kept.push(each);
            if (!lawful) break;
          }
          // The first step against the rules is the last one looked at: with it the story does not hold, without it it does.
          const told = findingStory([found, ...entries.slice(0, looked)]);
          expect(told.holds).toBe(lawful);
          expect(findingStory(kept).holds).toBe(true);
          const after = foldFinding(kept)!;
          const { state, closing, acceptance, hands } = after;
          expect(state === 'closed').toBe(closing !== undefined);
          const isGone = (closing?.absence?.run ?? '') > after.seen.run;
          const isSettled = isPast && !hands.includes(closing?.by ?? hands[0]);
          expect(!closing || isGone || isSettled).toBe(true);
          const { until, at, by } = acceptance ?? {};
          expect(
            state !== 'accepted' || (until! > at! && by!.startsWith('user:')),
          ).toBe(true);
          expect(hands.every(hand => hand.startsWith('user:'))).toBe(true);
        },
      ),
    );
  });
});
