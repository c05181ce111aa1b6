import fc from 'fast-check';
import {
  approvedChange,
  commitA,
  commitB,
  digestA,
  digestB,
} from '../testUtils/change';
import { Conflict, GateCheckId } from '../model';
import { decideGate, GateInput } from './decideGate';

const presented = {
  planDigest: digestA,
  commit: commitA,
  environment: 'production',
};

const conflict: Conflict = {
  key: 'same-item:CHG0000041',
  kind: 'same-item',
  explanation: 'CHG0000041 changes the same item in that window.',
  acceptable: true,
};

function allowed(): GateInput {
  const { change, facts } = approvedChange();
  return { change, presented, ...facts };
}

const failing = (input: GateInput): GateCheckId[] =>
  decideGate(input)
    .checks.filter(check => !check.passed)
    .map(check => check.id);

/** Each way to differ from what was approved, and the checks it must fail. */
const deviations: [string, (input: GateInput) => GateInput, GateCheckId[]][] = [
  [
    'another plan',
    i => ({ ...i, presented: { ...i.presented, planDigest: digestB } }),
    ['plan'],
  ],
  [
    'no plan',
    i => ({ ...i, presented: { ...i.presented, planDigest: undefined } }),
    ['plan'],
  ],
  [
    'another commit',
    i => ({ ...i, presented: { ...i.presented, commit: commitB } }),
    ['commit'],
  ],
  [
    'no commit',
    i => ({ ...i, presented: { ...i.presented, commit: undefined } }),
    ['commit'],
  ],
  [
    'another environment',
    i => ({ ...i, presented: { ...i.presented, environment: 'staging' } }),
    ['environment'],
  ],
  ['too early', i => ({ ...i, now: '2026-11-24T20:59:59.999Z' }), ['window']],
  [
    'the end itself',
    i => ({ ...i, now: '2026-11-24T23:00:00.000Z' }),
    ['window'],
  ],
  ['an unreadable clock', i => ({ ...i, now: 'noon' }), ['window']],
  [
    'a plan changed after approval',
    i => ({
      ...i,
      change: { ...i.change!, plan: { ...i.change!.plan!, digest: digestB } },
      presented: { ...i.presented, planDigest: digestB },
    }),
    ['approvals'],
  ],
  [
    'a window moved after approval',
    i => ({
      ...i,
      change: {
        ...i.change!,
        window: { ...i.change!.window!, end: '2026-11-24T23:30:00.000Z' },
      },
    }),
    ['approvals'],
  ],
  [
    'items added after approval',
    i => ({
      ...i,
      change: {
        ...i.change!,
        items: [...i.change!.items, 'component:default/other'],
      },
    }),
    ['approvals'],
  ],
  [
    'other policies',
    i => ({ ...i, currentPolicyDigest: digestB }),
    ['approvals', 'policy'],
  ],
  ['no approvals', i => ({ ...i, approvals: undefined }), ['approvals']],
  [
    'an approval that was voided by status',
    i => ({ ...i, change: { ...i.change!, approvalStatus: 'void' } }),
    ['approvals'],
  ],
  [
    'an approval bound to something else',
    i => ({
      ...i,
      approvals: i.approvals && {
        ...i.approvals,
        requirements: i.approvals.requirements.map(r => ({
          ...r,
          approvals: r.approvals.map(a => ({ ...a, subjectDigest: digestB })),
        })),
      },
    }),
    ['approvals'],
  ],
  [
    'on hold',
    i => ({ ...i, change: { ...i.change!, onHold: true } }),
    ['hold'],
  ],
  [
    'a freeze',
    i => ({ ...i, freezes: [{ title: 'Year end', allowEmergency: true }] }),
    ['freeze'],
  ],
  [
    'more changes at the same time than were compared',
    i => ({ ...i, conflictsTruncated: true }),
    ['conflicts'],
  ],
  ['a conflict', i => ({ ...i, conflicts: [conflict] }), ['conflicts']],
  ...(
    ['new', 'assess', 'authorize', 'review', 'closed', 'canceled'] as const
  ).map((state): (typeof deviations)[number] => [
    `state ${state}`,
    i => ({ ...i, change: { ...i.change!, state } }),
    ['state'],
  ]),
];

describe('decideGate', () => {
  it('allows exactly what was approved, within its window', () => {
    expect(decideGate(allowed())).toMatchObject({ decision: 'allow' });
    expect(failing(allowed())).toEqual([]);
  });

  it.each(deviations)('refuses %s', (_, deviate, checks) => {
    const result = decideGate(deviate(allowed()));
    expect(result.decision).toBe('refuse');
    const failed = result.checks.filter(c => !c.passed);
    expect(failed.map(c => c.id)).toEqual(checks);
    failed.forEach(c => expect(c.remedy).toBeTruthy());
  });

  it('refuses any combination of deviations, and names each of them', () => {
    fc.assert(
      fc.property(fc.subarray(deviations, { minLength: 1 }), some => {
        const input = some.reduce((i, [, deviate]) => deviate(i), allowed());
        const result = decideGate(input);
        expect(result.decision).toBe('refuse');
        expect(result.checks).toHaveLength(10);
      }),
    );
  });

  it('refuses what no change covers', () => {
    const result = decideGate({ ...allowed(), change: undefined });
    expect(result.decision).toBe('refuse');
    expect(result.checks[0].detail).toContain(digestA);
  });

  it('does not need an environment where the plan is the approved one', () => {
    const input = allowed();
    expect(
      failing({
        ...input,
        presented: { ...presented, environment: undefined },
      }),
    ).toEqual([]);
    const { change, facts } = approvedChange({ plan: undefined });
    expect(
      failing({ ...facts, change, presented: { commit: commitA } }),
    ).toEqual(['environment']);
  });

  it('lets an accepted conflict pass', () => {
    const accepted = { by: 'user:default/dana', at: '', justification: 'ok' };
    expect(
      failing({ ...allowed(), conflicts: [{ ...conflict, accepted }] }),
    ).toEqual([]);
  });

  describe('of an emergency that went ahead', () => {
    const emergency = (): GateInput => {
      const { change, facts } = approvedChange({
        type: 'emergency',
        state: 'implement',
        approvalStatus: 'due',
        approvalDueAt: '2026-11-24T22:30:00.000Z',
      });
      return { ...facts, change, presented };
    };

    it('allows until its approval is overdue', () => {
      expect(failing(emergency())).toEqual([]);
      expect(
        failing({ ...emergency(), now: '2026-11-24T22:30:00.000Z' }),
      ).toEqual(['approvals']);
    });

    it('heeds the freezes that hold for emergencies too', () => {
      const freeze = (allowEmergency: boolean) => [
        { title: 'Year end', allowEmergency },
      ];
      expect(failing({ ...emergency(), freezes: freeze(true) })).toEqual([]);
      expect(failing({ ...emergency(), freezes: freeze(false) })).toEqual([
        'freeze',
      ]);
    });
  });

  describe('of a standard change', () => {
    const standard = (): GateInput => {
      const { change, facts } = approvedChange({
        type: 'standard',
        approvalStatus: 'preapproved',
        template: { id: 'restart', digest: digestB },
      });
      return {
        ...facts,
        approvals: undefined,
        currentTemplateDigest: digestB,
        change,
        presented,
      };
    };

    it('needs no approval while its template is what it was', () => {
      expect(failing(standard())).toEqual([]);
      expect(
        failing({ ...standard(), currentTemplateDigest: digestA }),
      ).toEqual(['policy']);
      expect(
        failing({ ...standard(), currentTemplateDigest: undefined }),
      ).toEqual(['policy']);
    });
  });

  it('refuses a retrospective change', () => {
    const { change, facts } = approvedChange({
      type: 'retrospective',
      state: 'implement',
    });
    expect(failing({ ...facts, change, presented })).toContain('state');
  });
});
