import { digestOf } from '@countersign/plugin-ledger-common';
import { change, digestA, digestB, policyDigest } from '../../testUtils/change';
import { StoryWriter } from '../../testUtils/StoryWriter';
import { Change } from '../../model';
import { approvalSubjectOf } from './subject';
import { TransitionCause } from '../../states';
import { ChangeEntryInput } from '../entries';
import { changeStory } from '../story';

const dana = 'user:default/dana';
const olga = 'user:default/olga';
const portal = 'plugin:change-management';
const group = 'group:default/owners';

const policy = {
  name: 'Owners approve',
  digest: policyDigest,
  requirements: [{ group, reason: 'owner', count: 1 }],
};

/** Tells the story of a change step by step, in the order in which the service writes. */
class Teller extends StoryWriter {
  constructor(readonly told: Change) {
    super(told.number);
    const { plan, policy: _policy, ...fields } = told;
    this.write('change.created', told.requester, '2026-11-20T09:00:00.000Z', {
      ...fields,
      planDigest: plan?.digest,
    });
  }

  step(at: string, verb: TransitionCause, ...states: Change['state'][]): this {
    for (let i = 1; i < states.length; i++) {
      this.write('change.transitioned', portal, at, {
        from: states[i - 1],
        to: states[i],
        verb,
        approvalStatus: 'pending',
        ...(verb === 'start' && { approvalDueAt: '2026-11-24T21:30:00.000Z' }),
      });
    }
    return this;
  }

  ask(at: string, of: Change = this.told): this {
    const subject = approvalSubjectOf(of, policyDigest);
    return this.write('change.approval_requested', dana, at, {
      round: of.approvalRound,
      subject,
      subjectDigest: digestOf(subject),
      policy,
      excluded: [],
    });
  }

  decide(
    at: string,
    type: 'change.approved' | 'change.rejected',
    of: Change = this.told,
  ): this {
    return this.write(type, olga, at, {
      approvalId: at,
      round: of.approvalRound,
      group,
      approver: olga,
      subjectDigest: digestOf(approvalSubjectOf(of, policyDigest)),
    });
  }

  deployment(
    of: Partial<ChangeEntryInput<'deployment.reported'>>,
    verdict: ChangeEntryInput<'deployment.reconciled'>['verdict'],
  ): this {
    const at = '2026-11-24T21:30:00.000Z';
    return this.write('deployment.reported', portal, at, {
      id: 'deployment-1',
      externalId: 'run-1',
      environment: this.told.environment,
      items: this.told.items,
      outcome: 'succeeded',
      planDigest: this.told.plan?.digest,
      commit: this.told.commit,
      startedAt: '2026-11-24T21:10:00.000Z',
      finishedAt: '2026-11-24T21:20:00.000Z',
      reportedBy: portal,
      ...of,
    }).write('deployment.reconciled', portal, at, {
      deploymentId: 'deployment-1',
      verdict,
      reasons: [],
      reconciledAt: at,
    });
  }

  close(
    at: string,
    code: 'successful' | 'unsuccessful',
    ...from: Change['state'][]
  ) {
    return this.write('change.closed', dana, at, { code, notes: 'Done.' }).step(
      at,
      'close',
      ...from,
      'closed',
    );
  }

  failed(): string[] {
    return changeStory(this.entries)
      .claims.filter(claim => !claim.holds)
      .map(claim => `${claim.id}: ${claim.detail}`);
  }
}

describe('the honest story by the first rules', () => {
  const submitted = '2026-11-20T10:00:00.000Z';
  const started = '2026-11-24T21:05:00.000Z';
  const later = '2026-11-25T09:00:00.000Z';

  it('of a standard change holds, approved by its template alone', () => {
    const standard = change({
      type: 'standard',
      template: { id: 'restart', digest: digestB },
    });
    const story = new Teller(standard)
      .step(submitted, 'submit', 'new', 'scheduled')
      .deployment({}, 'authorised')
      .step(started, 'deployment', 'scheduled', 'implement', 'review')
      .close(later, 'successful', 'review');
    expect(story.failed()).toEqual([]);
    const without = new Teller({ ...standard, template: undefined })
      .step(submitted, 'submit', 'new', 'scheduled')
      .step(started, 'start', 'scheduled', 'implement');
    expect(without.failed()).toEqual([
      expect.stringMatching(/^approved: .*not requested/),
    ]);
  });

  it('of an emergency holds once it is approved afterwards, and is not closed as a success before', () => {
    const teller = () =>
      new Teller(change({ type: 'emergency' }))
        .step(submitted, 'submit', 'new', 'authorize')
        .ask(submitted)
        .step(started, 'start', 'authorize', 'scheduled', 'implement')
        .deployment({}, 'authorised')
        .step(started, 'deployment', 'implement', 'review');

    expect(teller().failed()).toEqual([]);
    expect(
      teller()
        .write('gate.decided', portal, later, {
          id: 'gate-1',
          decision: 'allow',
          checks: [],
          decidedAt: '2026-11-24T22:00:00.000Z',
          askedBy: portal,
        })
        .failed(),
    ).toEqual([expect.stringMatching(/^gate: .*time to approve/)]);
    expect(
      teller()
        .decide(later, 'change.approved')
        .close(later, 'successful', 'review')
        .failed(),
    ).toEqual([]);
    expect(
      teller()
        .decide(later, 'change.rejected')
        .close(later, 'unsuccessful', 'review')
        .failed(),
    ).toEqual([]);
    expect(teller().close(later, 'successful', 'review').failed()).toEqual([
      expect.stringMatching(/^closed: .*due/),
    ]);
    expect(
      teller()
        .decide(later, 'change.rejected')
        .close(later, 'successful', 'review')
        .failed(),
    ).toEqual([expect.stringMatching(/^closed: .*rejected/)]);
  });

  it('of a retrospective change says that its deployment had no approval, and that the verdict is right', () => {
    const story = new Teller(change({ type: 'retrospective', plan: undefined }))
      .deployment({}, 'unauthorised')
      .ask(later)
      .decide(later, 'change.approved')
      .step(later, 'approve', 'authorize', 'review')
      .close(later, 'unsuccessful', 'review');
    expect(story.failed()).toEqual([
      expect.stringMatching(/^deployed: .*No change covers/),
    ]);
  });

  it('of a change edited after its approval holds when it was approved again, even by another implementer', () => {
    const first = change();
    // The approver of the first round implements in the end: the edit voided that approval.
    const second = change({
      plan: { ...first.plan!, digest: digestB },
      implementer: olga,
      approvalRound: 2,
    });
    const edited = '2026-11-22T10:00:00.000Z';
    const story = new Teller(first)
      .step(submitted, 'submit', 'new', 'assess', 'authorize')
      .ask(submitted)
      .decide(submitted, 'change.approved')
      .step(submitted, 'approve', 'authorize', 'scheduled')
      .write('change.updated', dana, edited, {
        changes: [{ field: 'implementer', before: null, after: olga }],
        material: [],
      })
      .write('change.plan_attached', dana, edited, {
        planDigest: digestB,
        previousPlanDigest: digestA,
        commit: first.commit ?? null,
        previousCommit: first.commit ?? null,
        items: first.items,
        planAuthors: first.planAuthors,
        counts: first.plan!.counts,
        unmapped: [],
        material: ['planDigest'],
      })
      .write('change.approvals_voided', dana, edited, {
        round: 1,
        nextRound: 2,
        approvalIds: [submitted],
        reason: 'another plan was attached',
      })
      .step(edited, 'edit', 'scheduled', 'assess')
      .step(edited, 'authorize', 'assess', 'authorize')
      .ask(edited, second);
    expect(story.failed()).toEqual([]);
    story.decide(edited, 'change.approved', second);
    expect(story.failed()).toEqual([
      expect.stringMatching(/^duties: .*the implementer/),
    ]);
  });

  it('of a rejected change holds when it was submitted and approved again', () => {
    const again = change({ approvalRound: 2 });
    const story = new Teller(change())
      .step(submitted, 'submit', 'new', 'assess', 'authorize')
      .ask(submitted)
      .decide(submitted, 'change.rejected')
      .write('change.approvals_voided', olga, submitted, {
        round: 1,
        nextRound: 2,
        approvalIds: [],
        reason: 'reject',
      })
      .step(submitted, 'reject', 'authorize', 'new')
      .step(later, 'submit', 'new', 'assess', 'authorize')
      .ask(later, again)
      .decide(later, 'change.approved', again)
      .step(later, 'approve', 'authorize', 'scheduled')
      .write('deployment.reconciled', portal, later, {
        verdict: 'never_run',
        reasons: [],
        reconciledAt: later,
      });
    expect(story.failed()).toEqual([]);
  });
});
