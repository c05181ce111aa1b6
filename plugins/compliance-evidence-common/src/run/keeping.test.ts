import { CallerKind } from '@countersign/plugin-governance-common';
import fc from 'fast-check';
import {
  judgeKeeping,
  Keeping,
  keepingActions,
  KeepingVerb,
  keepingVerbs,
} from './keeping';

const at = '2026-11-01T00:00:00.000Z';
const ended = {
  number: 'RUN0000007',
  state: 'completed',
  endedAt: at,
} as const;
const nobody: Keeping = { holds: [] };

/** What becomes of the keeping by what the judge allowed. */
function after(keeping: Keeping, verb: KeepingVerb, by: string): Keeping {
  const decided = { by, at, reason: 'Case 12' };
  const { asked, ...rest } = keeping;
  switch (verb) {
    case 'hold':
      return { ...keeping, holds: [...keeping.holds, decided] };
    case 'release':
      return { ...keeping, holds: keeping.holds.filter(hold => !hold.by) };
    case 'ask-erasure':
      return { ...keeping, asked: decided };
    case 'decline-erasure':
      return rest;
    default:
      return { ...rest, erased: { at, asked } };
  }
}

describe('keeping the evidence of a run', () => {
  const step = fc.record({
    verb: fc.constantFrom(...keepingVerbs),
    ref: fc.constantFrom(
      'user:default/ada',
      'user:default/ADA',
      'user:default/ben',
    ),
    by: fc.constantFrom<CallerKind>('person', 'person', 'assisted', 'service'),
  });

  it('is ended before its time by two people only, never against a hold, and never twice', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 15, size: 'max' }),
        fc.boolean(),
        (steps, isConfigured) => {
          let keeping: Keeping = isConfigured
            ? { holds: [{ reason: 'Case 11' }] }
            : nobody;
          const done: (typeof steps)[number][] = [];
          const against: Keeping[] = [];
          for (const { verb, ref, by } of steps) {
            const { ok } = judgeKeeping(verb, ended, keeping, { ref, by });
            if (!ok) continue;
            done.push({ verb, ref, by });
            if (verb === 'erase') against.push(keeping);
            keeping = after(keeping, verb, ref);
          }
          const erasures = done.filter(({ verb }) => verb === 'erase');
          expect(done.every(({ by }) => by === 'person')).toBe(true);
          // What the configuration holds nobody lifts here.
          expect(erasures.length).toBeLessThanOrEqual(isConfigured ? 0 : 1);
          // Nothing is decided once it is gone.
          expect(erasures.every(each => each === done.at(-1))).toBe(true);
          expect(against.flatMap(({ holds }) => holds)).toEqual([]);
          expect(
            against.some(
              ({ asked }) =>
                asked!.by.toLowerCase() === erasures[0].ref.toLowerCase(),
            ),
          ).toBe(false);
        },
      ),
      // Most histories end in no erasure.
      { numRuns: 2_000 },
    );
  });

  it('says who has to do what', () => {
    const ada = { ref: 'user:default/ada', by: 'person' as const };
    const ben = { ...ada, ref: 'user:default/ben' };
    const asked = after(nobody, 'ask-erasure', ada.ref);
    const held = after(asked, 'hold', ben.ref);
    const guard = (verb: KeepingVerb, keeping: Keeping, who = ada) => {
      const verdict = judgeKeeping(verb, ended, keeping, who);
      return verdict.ok ? 'allowed' : verdict.refusal.guard;
    };
    expect(guard('erase', nobody)).toBe('asked');
    expect(guard('erase', asked)).toBe('duty');
    expect(guard('erase', asked, { ...ada, ref: 'User:Default/ADA' })).toBe(
      'duty',
    );
    expect(guard('erase', asked, ben)).toBe('allowed');
    expect(guard('erase', held, ben)).toBe('hold');
    // Whoever wants it gone does not clear the way for it.
    expect(guard('release', held)).toBe('duty');
    expect(guard('release', held, ben)).toBe('allowed');
    expect(guard('hold', held, ben)).toBe('held');
    expect(guard('ask-erasure', asked, ben)).toBe('asked');
    expect(guard('decline-erasure', nobody)).toBe('asked');
    expect(guard('decline-erasure', asked)).toBe('allowed');
    expect(
      judgeKeeping(
        'ask-erasure',
        { number: ended.number, state: 'running' },
        nobody,
        ada,
      ),
    ).toMatchObject({ ok: false, refusal: { guard: 'state' } });
  });

  it('is offered to whoever has the right that each verb takes', () => {
    const ada = { ref: 'user:default/ada', by: 'person' as const };
    const asked = after(nobody, 'ask-erasure', 'user:default/ben');
    const offered = (keeping: Keeping, ...rights: string[]) =>
      keepingActions(ended, keeping, {
        ...ada,
        permitted: right => rights.includes(right),
      })
        .filter(({ allowed }) => allowed)
        .map(({ verb }) => verb);
    expect(offered(asked)).toEqual([]);
    expect(offered(asked, 'hold')).toEqual(['hold']);
    expect(offered(asked, 'erase')).toEqual(['decline-erasure', 'erase']);
    expect(offered(after(nobody, 'hold', ada.ref), 'hold', 'erase')).toEqual([
      'release',
    ]);
    expect(offered(nobody, 'hold', 'erase')).toEqual(['hold', 'ask-erasure']);
  });

  it('is over once it is erased, whoever asks for what', () => {
    const gone = after(nobody, 'erase', 'user:default/ada');
    for (const verb of keepingVerbs) {
      expect(
        judgeKeeping(verb, ended, gone, {
          ref: 'user:default/ben',
          by: 'person',
        }),
      ).toMatchObject({ ok: false, refusal: { guard: 'erased' } });
    }
  });
});
