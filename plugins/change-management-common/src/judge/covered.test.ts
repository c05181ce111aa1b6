import fc from 'fast-check';
import { anEmergency, conflict } from '../__testUtils__/tales';
import { Facts } from '../facts';
import { Reconciliation } from '../model';
import { commitB, digestB } from '../testUtils/change';
import { approvedFacts } from '../testUtils/facts';
import { dana, pipeline, presented, Tale } from '../testUtils/Tale';
import {
  approvers,
  itemViewOf,
  olga,
  otto,
  owners,
  world,
} from '../testUtils/world';
import {
  CoverInput,
  needsRetrospective,
  QuotedAnswer,
  reconcile,
  ReportedRun,
  worldsAround,
} from './covered';
import { mayDeploy } from './goAhead';

const now = '2026-11-24T21:21:00.000Z';
const db = 'resource:default/checkout-db';
const run: ReportedRun = {
  ...presented,
  items: [db],
  startedAt: '2026-11-24T21:10:00.000Z',
  finishedAt: '2026-11-24T21:20:00.000Z',
  reportedBy: pipeline,
};
const atStart = world({ at: run.startedAt });

const input = (
  of: Partial<CoverInput> = {},
  deployment: Partial<ReportedRun> = {},
): CoverInput => ({
  deployment: { ...run, ...deployment },
  facts: approvedFacts(),
  number: 'CHG0000042',
  worlds: [atStart],
  approvals: [],
  earlier: [],
  now,
  ...of,
});

/** The verdict the last deployment of a tale was given. */
const told = (tale: Tale): Reconciliation =>
  tale.entries.findLast(e => e.type === 'deployment.reconciled')!
    .data as unknown as Reconciliation;

describe('reconcile', () => {
  it('finds authorised what the gate would have let start', () => {
    expect(reconcile(input())).toMatchObject({
      verdict: 'authorised',
      reconciledAt: now,
    });
  });

  const facts: fc.Arbitrary<Facts> = fc
    .record(
      {
        state: fc.constantFrom('authorize', 'scheduled', 'implement', 'review'),
        hold: fc.constant({
          since: '2026-11-24T21:05:00.000Z',
          by: dana,
          reason: '',
        }),
        approvedAt: fc.constant(undefined),
        rejected: fc.constant({ at: '2026-11-22T10:00:00.000Z', by: otto }),
        round: fc.constant(2),
        ahead: fc.constantFrom(
          { since: '2026-11-24T21:02:00.000Z', dueAt: '2026-11-24T21:05:00Z' },
          { since: '2026-11-24T21:02:00.000Z', dueAt: '2026-11-25T21:02:00Z' },
        ),
      },
      { requiredKeys: [] },
    )
    .map(fields => approvedFacts(fields as Partial<Facts>));
  const worlds = fc
    .record(
      {
        freezes: fc.constant([{ title: 'Year end', allowEmergency: true }]),
        conflicts: fc.constant([conflict]),
        conflictsTruncated: fc.constant(true),
        policyDigest: fc.constant(digestB),
        items: fc.constantFrom([], [itemViewOf(db, { owner: 'group:x/y' })]),
        approversOf: fc.constant(approvers({ [owners]: [otto] })),
        at: fc.constant('2026-11-24T20:00:00.000Z'),
      },
      { requiredKeys: [] },
    )
    .map(fields => ({ ...atStart, ...fields }));
  const deployments = fc
    .record(
      {
        planDigest: fc.constantFrom(digestB, undefined),
        commit: fc.constant(commitB),
        environment: fc.constant('staging'),
      },
      { requiredKeys: [] },
    )
    .map((fields): ReportedRun => ({ ...run, ...fields }));
  const mostlyAsApproved = <T>(some: fc.Arbitrary<T>, approved: T) =>
    fc.oneof(
      { weight: 2, arbitrary: fc.constant(approved) },
      { weight: 1, arbitrary: some },
    );

  it('finds authorised exactly what the gate would have let start, by each world it is judged by', () => {
    fc.assert(
      fc.property(
        mostlyAsApproved(facts, approvedFacts()),
        fc.array(mostlyAsApproved(worlds, atStart), {
          minLength: 1,
          maxLength: 2,
        }),
        mostlyAsApproved(deployments, run),
        (of, some, deployment) => {
          const allowed = some.every(each =>
            mayDeploy(of, each, deployment).every(check => check.passed),
          );
          const found = reconcile(
            input({ facts: of, worlds: some }, deployment),
          );
          expect(found.verdict === 'authorised').toBe(allowed);
          expect(found.reasons.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is unauthorised where nothing covers it, or the change was opened later', () => {
    expect(reconcile(input({ facts: undefined, number: undefined }))).toEqual({
      verdict: 'unauthorised',
      reasons: ['No change covers this deployment.'],
      covers: false,
      reconciledAt: now,
    });
    const tale = Tale.approved().report({
      startedAt: '2026-11-20T08:00:00.000Z',
      finishedAt: '2026-11-20T08:10:00.000Z',
      gateDecisionId: undefined,
    });
    expect(told(tale)).toMatchObject({
      verdict: 'unauthorised',
      reasons: ['CHG0000042 was not open yet when it started.'],
    });
  });

  it('judges by what was so when it started, whatever is so when it is reported', () => {
    const held = Tale.approved()
      .hold('2026-11-24T21:05:00.000Z')
      .resume('2026-11-24T21:12:00.000Z')
      .report({ gateDecisionId: undefined });
    expect(told(held)).toMatchObject({
      verdict: 'unauthorised',
      reasons: [expect.stringContaining('is on hold')],
    });
    const heldLater = Tale.approved()
      .hold('2026-11-24T21:12:00.000Z')
      .report({ gateDecisionId: undefined });
    expect(told(heldLater).verdict).toBe('authorised');
    const approvedLater = new Tale()
      .submit()
      .approve('2026-11-24T21:10:00.000Z')
      .report({ gateDecisionId: undefined });
    expect(told(approvedLater).verdict).toBe('unauthorised');
  });

  it('has an emergency covered until its term, and no longer', () => {
    const ahead = (startedAt: string) => {
      const tale = anEmergency();
      tale.world = { ...tale.world, termMs: 60 * 60 * 1000 };
      return told(
        tale.start('2026-11-24T21:02:00.000Z').report(
          {
            startedAt,
            finishedAt: '2026-11-24T22:40:00.000Z',
            gateDecisionId: undefined,
          },
          '2026-11-24T22:45:00.000Z',
        ),
      );
    };
    expect(ahead('2026-11-24T22:01:59.999Z')).toMatchObject({
      verdict: 'authorised',
      reasons: [expect.stringContaining('still to be approved')],
    });
    expect(ahead('2026-11-24T22:02:00.000Z').verdict).toBe('unauthorised');
    expect(ahead('2026-11-24T21:01:59.999Z').verdict).toBe('unauthorised');
  });

  describe('where an answer of the gate is quoted', () => {
    const answer: QuotedAnswer = {
      ...presented,
      decision: 'allow',
      decidedAt: '2026-11-24T21:09:00.000Z',
    };
    it.each<[string, CoverInput['quoted'], boolean]>([
      ['that is about it', answer, true],
      [
        'that names no environment',
        { ...answer, environment: undefined },
        true,
      ],
      [
        'with the commit in capitals',
        { ...answer, commit: presented.commit.toUpperCase() },
        true,
      ],
      ['that refused', { ...answer, decision: 'refuse' }, false],
      ['about another commit', { ...answer, commit: commitB }, false],
      ['about no commit', { ...answer, commit: undefined }, false],
      ['about another plan', { ...answer, planDigest: digestB }, false],
      ['about another environment', { ...answer, environment: 'eu' }, false],
      ['about another change', 'unknown', false],
      ['given at the start', { ...answer, decidedAt: run.startedAt }, true],
      ['given later', { ...answer, decidedAt: run.finishedAt }, false],
      ['given nobody knows when', { ...answer, decidedAt: 'noon' }, false],
    ])('takes one %s', (_, quoted, fits) => {
      expect(reconcile(input({ quoted })).verdict).toBe(
        fits ? 'authorised' : 'unauthorised',
      );
    });
  });

  it('covers one implementation: what runs at the same time, not what runs after', () => {
    const after = (finishedAt: string, covered?: boolean) =>
      reconcile(
        input({
          earlier: [
            { startedAt: '2026-11-24T21:00:00.000Z', finishedAt, covered },
          ],
        }),
      ).verdict;
    expect(after('2026-11-24T21:10:00.000Z', true)).toBe('unauthorised');
    expect(after('2026-11-24T21:10:00.001Z', true)).toBe('authorised');
    // A retrospective change answers for what it did not cover.
    expect(after('2026-11-24T21:10:00.000Z', false)).toBe('authorised');
  });

  it('names an approver who deployed, or reports to have', () => {
    const by = (deployment: Partial<ReportedRun>) =>
      reconcile(input({}, deployment));
    for (const deployment of [
      { deployer: olga },
      { deployer: 'User:Default/Olga' },
      { reportedBy: olga },
    ]) {
      expect(by(deployment)).toMatchObject({
        verdict: 'unauthorised',
        reasons: [expect.stringContaining(`${olga} approved CHG0000042`)],
      });
    }
    expect(by({ deployer: otto }).verdict).toBe('authorised');
    const forOtto = new Tale(
      {},
      {
        world: world({
          approversOf: approvers({
            [owners]: [
              otto,
              { user: 'user:default/mara', via: 'delegate', onBehalfOf: otto },
            ],
          }),
        }),
      },
    )
      .submit()
      .approve(undefined, 'user:default/mara')
      .report({ deployer: otto, gateDecisionId: undefined });
    expect(told(forOtto).verdict).toBe('unauthorised');
  });

  it('gives the gravest verdict, and every reason', () => {
    const found = reconcile(
      input(
        { worlds: [{ ...atStart, at: '2026-11-24T20:00:00.000Z' }] },
        {
          planDigest: digestB,
          environment: 'staging',
          startedAt: '2026-11-24T20:00:00.000Z',
          items: [db, 'component:default/other'],
        },
      ),
    );
    expect(found.verdict).toBe('unauthorised');
    expect(found.reasons).toEqual([
      'It went to staging; CHG0000042 is for production.',
      expect.stringContaining('The plan deployed'),
      'It touched component:default/other, which CHG0000042 does not name.',
      expect.stringContaining('outside the window'),
    ]);
  });
});

describe('needsRetrospective', () => {
  const of = (
    deployment: Partial<ReportedRun>,
    started = atStart,
  ): [string, boolean] => {
    const found = reconcile(input({ worlds: [started] }, deployment));
    return [
      found.verdict,
      needsRetrospective(found, { ...run, ...deployment }, approvedFacts()),
    ];
  };

  it('is so for all that nobody answers for, and not for what was let start and took longer', () => {
    expect(of({})).toEqual(['authorised', false]);
    expect(of({ finishedAt: '2026-11-25T03:00:00.000Z' })).toEqual([
      'out_of_window',
      false,
    ]);
    const startedAt = '2026-11-24T20:59:00.000Z';
    expect(of({ startedAt }, { ...atStart, at: startedAt })).toEqual([
      'out_of_window',
      true,
    ]);
    // Whatever came of it: that a run failed does not approve its commit.
    expect(of({ commit: commitB })).toEqual(['scope_exceeded', true]);
    expect(of({ environment: 'staging' })).toEqual(['unauthorised', true]);
    expect(
      needsRetrospective({ verdict: 'unauthorised' }, run, undefined),
    ).toBe(true);
  });
});

describe('worldsAround', () => {
  it('has it judged by the catalog and the members of both before and after, and by the freezes of the start', () => {
    const before = world({
      items: [itemViewOf(db, { owner: 'group:default/other' })],
      freezes: [{ title: 'Over', allowEmergency: false }],
    });
    const worlds = worldsAround(atStart, before);
    expect(worlds.map(w => w.items)).toEqual([atStart.items, before.items]);
    expect(worlds.map(w => w.freezes)).toEqual([[], []]);
    expect(reconcile(input({ worlds })).verdict).toBe('unauthorised');
    expect(worldsAround(atStart, undefined)).toEqual([atStart]);
  });
});
