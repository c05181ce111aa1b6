import fc from 'fast-check';
import {
  approvedChange,
  approvedOverview,
  change as newChange,
  policyDigest,
} from '../testUtils/change';
import {
  ApprovalStatus,
  Change,
  changeStates,
  changeTypes,
  closeCodes,
  Conflict,
  materialFields,
} from '../model';
import { actionStates } from './actions';
import { nextStep } from './nextStep';
import { TransitionContext, TransitionVerb } from './result';
import { isLegalTransition } from './table';
import { transitionOf } from './transition';

const conflict: Conflict = {
  key: 'dependency:CHG0000041',
  kind: 'dependency',
  explanation: 'CHG0000041 changes what it depends on.',
  acceptable: true,
};

const { facts } = approvedChange();
const context: TransitionContext = {
  ...facts,
  emergencyGraceMs: 24 * 60 * 60 * 1000,
};

const verbs: TransitionVerb[] = [
  'submit',
  'authorize',
  'approve',
  'reject',
  'edit',
  'plan',
  'start',
  'complete',
  'close',
  'cancel',
  'hold',
  'resume',
  'comment',
  'accept-conflict',
  'deployment',
];

/** Does to a change what the service does with an allowed transition. */
function apply(change: Change, verb: TransitionVerb, c: TransitionContext) {
  const result = transitionOf(change, verb, c);
  if (!result.ok) return { change, result };
  const moved: Change = {
    ...change,
    state: result.path.at(-1) ?? change.state,
    approvalStatus: result.approvalStatus ?? change.approvalStatus,
    approvalDueAt: result.approvalDueAt ?? change.approvalDueAt,
    approvalRound: change.approvalRound + (result.voidsApprovals ? 1 : 0),
    onHold: verb === 'hold' || (verb !== 'resume' && change.onHold),
    policy: { name: 'Owners approve', digest: policyDigest },
  };
  return { change: moved, result };
}

const contexts = fc.record({
  satisfied: fc.boolean(),
  conflicts: fc.constantFrom<Conflict[]>([], [conflict]),
  approvalProblems: fc.constantFrom<string[]>([], ['Nobody owns it.']),
  templateProblems: fc.constantFrom<string[]>([], ['The risk is too high.']),
  material: fc.subarray([...materialFields]),
  closeCode: fc.constantFrom(...closeCodes, undefined),
  now: fc.constantFrom('2026-11-24T22:00:00.000Z', '2026-11-25T22:00:00.000Z'),
});

describe('transitionOf', () => {
  it('never leaves the table, whatever is done in whatever order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...changeTypes),
        fc.array(fc.tuple(fc.constantFrom(...verbs), contexts), {
          minLength: 1,
          maxLength: 30,
        }),
        (type, steps) => {
          let current = newChange({
            type,
            state: type === 'retrospective' ? 'authorize' : 'new',
            approvalStatus:
              type === 'retrospective' ? 'pending' : 'not_requested',
            template: { id: 'restart', digest: policyDigest },
          });
          for (const [verb, { satisfied, ...c }] of steps) {
            const before = current;
            const overview = approvedOverview(before);
            current = { ...before, subjectDigest: overview.subjectDigest };
            const { change, result } = apply(current, verb, {
              ...context,
              ...c,
              currentTemplateDigest: policyDigest,
              approvals: { ...overview, satisfied },
            });
            current = change;
            let from = before.state;
            for (const to of result.ok ? result.path : []) {
              const cause =
                verb === 'plan' ? 'edit' : (verb as 'submit' | 'edit');
              expect(isLegalTransition(type, from, to, cause)).toBe(true);
              from = to;
            }
            const isFinal = ['closed', 'canceled'].includes(before.state);
            expect(isFinal && current.state !== before.state).toBe(false);
            const refusal = result.ok ? undefined : result.refusal;
            expect(refusal?.message).not.toBe('');
            expect(refusal?.remedy).not.toBe('');
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never starts a normal change that is not approved as it stands', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...changeStates),
        fc.constantFrom<ApprovalStatus>(
          'not_requested',
          'pending',
          'approved',
          'rejected',
          'void',
        ),
        fc.boolean(),
        fc.boolean(),
        (state, approvalStatus, satisfied, isSame) => {
          const approved = approvedChange({ state, approvalStatus });
          const result = transitionOf(
            {
              ...approved.change,
              environment: isSame ? 'production' : 'staging',
            },
            'start',
            {
              ...context,
              ...approved.facts,
              approvals: { ...approved.facts.approvals!, satisfied },
            },
          );
          expect(result.ok).toBe(
            state === 'scheduled' &&
              approvalStatus === 'approved' &&
              satisfied &&
              isSame,
          );
        },
      ),
    );
  });

  it('takes a normal change with nothing in its way straight to Authorize', () => {
    expect(transitionOf(newChange(), 'submit', context)).toMatchObject({
      path: ['assess', 'authorize'],
      approvalStatus: 'pending',
    });
    expect(
      transitionOf(newChange(), 'submit', {
        ...context,
        conflicts: [conflict],
      }),
    ).toMatchObject({ path: ['assess'] });
    expect(
      transitionOf(newChange({ window: undefined }), 'submit', context),
    ).toMatchObject({ path: ['assess'] });
  });

  it('refuses a submission nobody could approve, and says who is missing', () => {
    const result = transitionOf(newChange(), 'submit', {
      ...context,
      approvalProblems: ['group:default/dba has no member who may approve.'],
    });
    expect(result).toMatchObject({
      ok: false,
      refusal: {
        guard: 'approvers',
        message: 'group:default/dba has no member who may approve.',
      },
    });
  });

  it('pre-approves a standard change only from a template that fits', () => {
    const standard = newChange({
      type: 'standard',
      template: { id: 'restart', digest: policyDigest },
    });
    expect(transitionOf(standard, 'submit', context)).toMatchObject({
      path: ['scheduled'],
      approvalStatus: 'preapproved',
    });
    expect(
      transitionOf(standard, 'submit', {
        ...context,
        templateProblems: ['The risk is high.'],
      }),
    ).toMatchObject({ refusal: { guard: 'template' } });
    expect(
      transitionOf({ ...standard, template: undefined }, 'submit', context),
    ).toMatchObject({ refusal: { guard: 'template' } });
  });

  it('lets an emergency go ahead, and closes it only once it is approved', () => {
    const { change } = approvedChange({
      type: 'emergency',
      state: 'authorize',
      approvalStatus: 'pending',
    });
    const started = apply(change, 'start', {
      ...context,
      approvals: undefined,
    });
    expect(started.result).toMatchObject({
      path: ['scheduled', 'implement'],
      approvalStatus: 'due',
      approvalDueAt: '2026-11-25T22:00:00.000Z',
    });
    const done = apply(started.change, 'complete', context).change;
    expect(transitionOf(done, 'close', context)).toMatchObject({
      refusal: { guard: 'approvals' },
    });
    const approved = apply(done, 'approve', context).change;
    expect(approved).toMatchObject({
      state: 'review',
      approvalStatus: 'approved',
    });
    expect(transitionOf(approved, 'close', context)).toMatchObject({
      path: ['closed'],
    });
    const rejected = apply(done, 'reject', context).change;
    expect(
      transitionOf(rejected, 'close', { ...context, closeCode: 'successful' }),
    ).toMatchObject({ refusal: { guard: 'approvals' } });
    expect(
      transitionOf(rejected, 'close', {
        ...context,
        closeCode: 'unsuccessful',
      }),
    ).toMatchObject({ path: ['closed'] });
  });

  it('sends a material edit back and voids the approvals; another edit stays', () => {
    const { change } = approvedChange();
    expect(
      transitionOf(change, 'edit', { ...context, material: ['window'] }),
    ).toEqual({
      ok: true,
      path: ['assess'],
      approvalStatus: 'void',
      voidsApprovals: true,
    });
    expect(transitionOf(change, 'edit', context)).toEqual({
      ok: true,
      path: [],
    });
    expect(
      transitionOf(change, 'edit', { ...context, material: ['type'] }),
    ).toMatchObject({ refusal: { guard: 'type' } });
  });

  it('does not let a retrospective change disappear', () => {
    const retrospective = newChange({
      type: 'retrospective',
      state: 'authorize',
      approvalStatus: 'pending',
    });
    expect(transitionOf(retrospective, 'cancel', context).ok).toBe(false);
    const rejected = apply(retrospective, 'reject', context).change;
    expect(rejected).toMatchObject({
      state: 'authorize',
      approvalStatus: 'rejected',
    });
    expect(
      transitionOf(rejected, 'close', {
        ...context,
        closeCode: 'unsuccessful',
      }),
    ).toMatchObject({ path: ['review', 'closed'] });
  });
});

describe('actionStates', () => {
  const permitted = { update: true, approve: true, implement: true };

  it('offers approval to the eligible, and tells the others why not', () => {
    const waiting = newChange({
      state: 'authorize',
      approvalStatus: 'pending',
    });
    const overview = approvedOverview(waiting);
    const approvals = {
      ...overview,
      satisfied: false,
      requirements: overview.requirements.map(r => ({
        ...r,
        approvals: [],
        satisfied: false,
        eligible: [{ user: 'user:default/olga', via: 'member' as const }],
      })),
    };
    const approve = (user: string) =>
      actionStates(waiting, { ...context, approvals, user, permitted }).find(
        a => a.verb === 'approve',
      );

    expect(approve('user:default/olga')).toEqual({
      verb: 'approve',
      allowed: true,
    });
    expect(approve('user:default/dana')).toMatchObject({
      allowed: false,
      guard: 'duty',
      message: expect.stringContaining('the requester'),
    });
    expect(approve('user:default/nobody')).toMatchObject({
      guard: 'approvers',
      remedy: 'Ask a member of group:default/owners.',
    });
    expect(nextStep(waiting, { ...context, approvals })).toMatchObject({
      verb: 'approve',
      who: ['user:default/olga'],
    });
  });

  it('answers for every verb in every state, and the next step is one that is not refused', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...changeTypes),
        fc.constantFrom(...changeStates),
        fc.boolean(),
        (type, state, onHold) => {
          const change = newChange({ type, state, onHold });
          const states = actionStates(change, {
            ...context,
            user: 'user:default/dana',
            permitted,
          });
          expect(states).toHaveLength(14);
          for (const action of states.filter(a => !a.allowed)) {
            expect(action.message).toBeTruthy();
            expect(action.remedy).toBeTruthy();
          }
          expect(nextStep(change, context).text).toBeTruthy();
        },
      ),
    );
  });
});
