import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { AttestingWorld, judgeAttesting } from './attestations';
import { Attested, attestedSchema } from './model';
import { attestationStory } from './story';

const [maker, owner] = ['user:default/ada', 'user:default/ben'];
const attested: Attested = attestedSchema.parse({
  control: { framework: 'SOX ITGC', id: 'AC-2' },
  period: {
    label: '2026Q3',
    start: '2026-07-01T00:00:00.000Z',
    end: '2026-10-01T00:00:00.000Z',
  },
  run: { number: 'RUN0000007', report: 'sox-access', requestedBy: maker },
  conclusion: 'effective',
  text: 'No exception in the whole population.',
  open: [],
});
const person = (ref: string) => ({ ref, by: 'person' as const });
const world: AttestingWorld = { run: { completed: true, covers: true } };
const guard = (
  fields: Partial<Attested>,
  who: Parameters<typeof judgeAttesting>[1],
  known: AttestingWorld = world,
) => {
  const verdict = judgeAttesting({ ...attested, ...fields }, who, known);
  return verdict.ok ? 'allowed' : verdict.refusal.guard;
};
const made = (actor: string, data: object = attested): LedgerEntry => ({
  id: 'made',
  type: 'attestation.made',
  subject: 'ATT0000001',
  actor,
  occurredAt: '2026-11-01T00:00:00.000Z',
  data: { rules: 1, ...data } as unknown as LedgerEntry['data'],
});

describe('an attestation', () => {
  it('is never made by whoever made the evidence, however their name is written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), {
          minLength: maker.length,
          maxLength: maker.length,
        }),
        upper => {
          const ref = [...maker]
            .map((letter, i) => (upper[i] ? letter.toUpperCase() : letter))
            .join('');
          expect(guard({}, person(ref))).toBe('duty');
        },
      ),
    );
    expect(guard({}, person(owner))).toBe('allowed');
    const run = { ...attested.run, retriedBy: [owner.toUpperCase()] };
    expect(guard({ run }, person(owner))).toBe('duty');
    expect(guard({}, { ref: 'external:ci', by: 'service' })).toBe('person');
    expect(guard({}, { ref: owner, by: 'assisted' })).toBe('person');
  });

  it('hides no open finding', () => {
    const open = ['FND0000001'];
    expect(guard({ open }, person(owner))).toBe('conclusion');
    expect(
      guard({ open, conclusion: 'effective-with-exceptions' }, person(owner)),
    ).toBe('allowed');
  });

  it('rests on a completed run that answers for the control in that period, once', () => {
    const judged = (known: AttestingWorld) => guard({}, person(owner), known);
    expect(judged({})).toBe('run');
    expect(judged({ run: { completed: false, covers: true } })).toBe('run');
    expect(judged({ run: { completed: true, covers: false } })).toBe('run');
    const period = {
      start: '2026-08-01T00:00:00.000Z',
      end: '2026-10-01T00:00:00.000Z',
    };
    expect(judged({ run: { completed: true, covers: true, period } })).toBe(
      'period',
    );
    const owned = { ref: 'group:default/iam', asks: false };
    expect(
      judged({ run: { completed: true, covers: true }, owner: owned }),
    ).toBe('owner');
    expect(
      judged({
        run: { completed: true, covers: true },
        owner: { ...owned, asks: true },
        standing: 'ATT0000001',
      }),
    ).toBe('standing');
  });

  it('has a story that anybody can hold against the rule', () => {
    const withdrawn = (actor: string): LedgerEntry => ({
      ...made(actor),
      id: 'withdrawn',
      type: 'attestation.withdrawn',
      data: { reason: 'Too early' },
    });
    const failing = (...entries: LedgerEntry[]) =>
      attestationStory(entries)
        .claims.filter(({ holds }) => !holds)
        .map(({ id }) => id);
    expect(failing(made(owner), withdrawn(owner))).toEqual([]);
    expect(failing(made(maker))).toEqual(['lawful']);
    expect(failing(made(owner), withdrawn(maker))).toEqual(['withdrawn']);
    expect(failing(made(owner), withdrawn(owner), withdrawn(owner))).toEqual([
      'withdrawn',
    ]);
  });
});
