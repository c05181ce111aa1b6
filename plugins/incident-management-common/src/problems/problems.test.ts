import { CallerKind } from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { guardOf, minute, people } from '../__testUtils__/tale';
import { problemActions } from './actions';
import { applyProblemEntry } from './fold';
import { judgeProblem, ProblemCall, ProblemWorld } from './judge';
import { ProblemFacts } from './model';
import { problemStory } from './story';
import { problemRuleOf, ProblemVerb, problemVerbs } from './verbs';

const { olive, carl, una } = people;
const number = 'PRB0000001';
const text = 'It is so.';
const change = { number: 'CHG0000042' };

/** A problem whose entries are written only where the judge allows them. */
class Tale {
  readonly entries: LedgerEntry[] = [];
  facts!: ProblemFacts;

  constructor() {
    this.write('problem.opened', olive, {
      rules: 1,
      title: 'The pool is too small',
      entities: ['component:default/checkout'],
      incidents: [],
    });
  }

  try(
    verb: ProblemVerb,
    data: object = {},
    ref = olive,
    by: CallerKind = 'person',
    world: ProblemWorld = { other: 'elsewhere', incident: 'elsewhere' },
  ) {
    const call = { verb, who: { ref, by }, data } as ProblemCall;
    const verdict = judgeProblem(this.facts, call, world);
    if (verdict.ok) this.write(problemRuleOf(verb).entry, ref, data);
    return guardOf(verdict);
  }

  write(type: string, actor: string, data: object) {
    const entry = {
      id: `p${this.entries.length}`,
      type,
      subject: number,
      actor,
      occurredAt: minute(this.entries.length),
      data: JSON.parse(JSON.stringify(data)),
    };
    this.entries.push(entry);
    this.facts = applyProblemEntry(this.facts, entry)!;
  }
}

const analyzed = () => {
  const tale = new Tale();
  tale.try('assess');
  tale.try('analyze');
  return tale;
};

describe('a problem', () => {
  it('goes from its opening over a known error to its fix', () => {
    const tale = analyzed();
    tale.try('know', { cause: text, workaround: 'Restart it.' });
    expect(tale.facts).toMatchObject({
      knownError: true,
      workaround: { text: 'Restart it.', by: olive },
    });
    tale.try('plan-fix', { change });
    expect(
      tale.try('resolve', { text, change, changeState: 'scheduled' }),
    ).toBe('change');
    tale.try('resolve', { text, change, changeState: 'closed' });
    expect(tale.try('close', { open: ['INC0000001'] })).toBe('incidents');
    tale.try('close', { open: [] });
    expect(tale.facts).toMatchObject({
      state: 'closed',
      knownError: false,
      outcome: { code: 'fixed' },
    });
    expect(problemStory(tale.entries).holds).toBe(true);
  });

  it('has its risk accepted by nobody who worked on it', () => {
    const tale = analyzed();
    expect(tale.try('accept-risk', { text })).toBe('duty');
    expect(tale.try('accept-risk', { text }, carl)).toBeUndefined();
    expect(problemStory(tale.entries).holds).toBe(true);
    const forged = tale.entries.map(entry =>
      entry.type === 'problem.risk_accepted'
        ? { ...entry, actor: olive }
        : entry,
    );
    expect(
      problemStory(forged)
        .claims.filter(({ holds }) => !holds)
        .map(({ id }) => id),
    ).toEqual(['duties']);
  });

  it('has no private incident, and no duplicate of itself or of what is closed', () => {
    const link = (world: ProblemWorld) =>
      new Tale().try(
        'link-incident',
        { incident: 'INC0000001' },
        una,
        'person',
        world,
      );
    const incident = { number: 'INC0000001' };
    expect(link({ incident })).toBeUndefined();
    expect(link({})).toBe('incident');
    expect(
      link({ incident: { ...incident, privateTo: 'group:default/security' } }),
    ).toBe('private');
    const same = (of: string, world: ProblemWorld) =>
      new Tale().try('duplicate', { of, text }, una, 'person', world);
    expect(same(number, {})).toBe('of');
    expect(same('PRB0000002', {})).toBe('of');
    const other = { number: 'PRB0000002', state: 'closed' as const };
    expect(same('PRB0000002', { other })).toBe('of');
    expect(
      same('PRB0000002', { other: { ...other, state: 'assess' } }),
    ).toBeUndefined();
  });

  it('is touched by a verb in nothing that the table does not name, and proven as the judge allowed it', () => {
    const datas: Partial<Record<ProblemVerb, object>> = {
      reanalyze: { reason: text },
      know: { cause: text, workaround: text },
      'plan-fix': { change },
      resolve: { text, change, changeState: 'closed' },
      'accept-risk': { text },
      close: { open: [] },
      cancel: { text },
      duplicate: { of: 'PRB0000002', text },
      'link-incident': { incident: 'INC0000001' },
      'unlink-incident': { incident: 'INC0000001', reason: text },
      assign: { person: una },
      edit: { title: 'Another title' },
      note: { text },
    };
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom(...problemVerbs),
            fc.constantFrom(olive, carl, una),
            fc.constantFrom<CallerKind>('person', 'person', 'service'),
          ),
          { maxLength: 30 },
        ),
        moves => {
          const tale = new Tale();
          for (const [verb, who, kind] of moves) {
            const before = tale.facts;
            const ref = kind === 'service' ? 'external:ci' : who;
            tale.try(verb, datas[verb], ref, kind);
            const touched = Object.keys({ ...before, ...tale.facts }).filter(
              name =>
                JSON.stringify(before[name as 'title']) !==
                JSON.stringify(tale.facts[name as 'title']),
            );
            const { touches } = problemRuleOf(verb);
            expect(
              touched.filter(name => !touches.includes(name as 'title')),
            ).toEqual([]);
            expect(
              problemActions(tale.facts, {
                ref: who,
                by: 'person',
                permitted: () => true,
              }),
            ).toHaveLength(problemVerbs.length);
          }
          expect(problemStory(tale.entries).holds).toBe(true);
        },
      ),
    );
  });
});
