import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { altered, failed, moved, without } from '../__testUtils__/stories';
import { dana, pipeline } from '../testUtils/Tale';
import { commitB, digestB } from '../testUtils/change';
import { honestStory } from '../testUtils/honestStory';
import { olga, world } from '../testUtils/world';
import { StoryClaimId } from './claims';
import { changeStory } from './story';

describe('a story is refuted when', () => {
  it.each<[string, () => LedgerEntry[], StoryClaimId[]]>([
    [
      'the requester approved',
      () => altered('change.approved', { approver: dana }, { actor: dana }),
      ['duties', 'approved', 'gate', 'deployed', 'verdicts'],
    ],
    [
      'somebody approved for the author of the plan',
      () => altered('change.approved', { onBehalfOf: 'user:default/paula' }),
      ['bound', 'duties', 'approved', 'gate', 'deployed', 'verdicts'],
    ],
    [
      'somebody else recorded the approval',
      () => altered('change.approved', {}, { actor: 'user:default/mallory' }),
      ['duties'],
    ],
    [
      'the approver was named as the implementer',
      () => altered('change.created', { implementer: olga }),
      ['duties', 'approved', 'gate', 'deployed', 'verdicts'],
    ],
    [
      'the approval is bound to another digest',
      () => altered('change.approved', { subjectDigest: digestB }),
      ['bound', 'approved', 'gate', 'deployed', 'verdicts'],
    ],
    [
      'approval was asked for something else',
      () => altered('change.approval_requested', { subjectDigest: digestB }),
      ['bound', 'approved', 'gate', 'deployed', 'verdicts'],
    ],
    [
      'fewer were asked than the policies name',
      () =>
        altered('change.approval_requested', {
          policy: {
            name: 'Owners approve',
            digest: world().policyDigest,
            requirements: [],
          },
        }),
      ['bound'],
    ],
    [
      'the approval is missing',
      () => without('change.approved'),
      ['approved', 'gate', 'deployed', 'verdicts'],
    ],
    [
      'the gate allowed before the approval',
      () => moved('gate.decided', 'change.approved'),
      ['states', 'gate'],
    ],
    [
      'the gate allowed another plan',
      () => altered('gate.decided', { planDigest: digestB }),
      ['gate', 'deployed', 'verdicts'],
    ],
    [
      'the gate allowed another commit',
      () => altered('gate.decided', { commit: commitB }),
      ['gate', 'deployed', 'verdicts'],
    ],
    [
      'the gate allowed outside the window',
      () => altered('gate.decided', { decidedAt: '2026-11-24T20:00:00.000Z' }),
      ['gate'],
    ],
    [
      'the gate had refused',
      () => altered('gate.decided', { decision: 'refuse' }),
      ['deployed', 'verdicts'],
    ],
    [
      'the gate was never asked',
      () => without('gate.decided'),
      ['deployed', 'verdicts'],
    ],
    [
      'another plan was deployed, and called authorised',
      () => altered('deployment.reported', { planDigest: digestB }),
      ['deployed', 'verdicts'],
    ],
    [
      'the deployment was late, and called authorised',
      () =>
        altered('deployment.reported', {
          finishedAt: '2026-11-25T03:00:00.000Z',
        }),
      ['deployed', 'verdicts'],
    ],
    [
      'the approver deployed, and it was called authorised',
      () => altered('deployment.reported', { deployer: olga }),
      ['duties', 'deployed', 'verdicts'],
    ],
    [
      'a verdict was made worse',
      () => altered('deployment.reconciled', { verdict: 'unauthorised' }),
      ['verdicts', 'closed'],
    ],
    [
      'a verdict is about no deployment',
      () => altered('deployment.reconciled', { deploymentId: 'another' }),
      ['verdicts'],
    ],
    [
      'a state was skipped',
      () => altered('change.transitioned', { to: 'scheduled' }),
      ['states', 'approved'],
    ],
    [
      'it was closed as a success after a run that failed',
      () => altered('deployment.reported', { outcome: 'failed' }),
      ['closed'],
    ],
    [
      'it was closed without a review',
      () =>
        altered(
          'change.transitioned',
          { from: 'implement', to: 'closed', verb: 'close' },
          { nth: 4 },
        ),
      ['states', 'closed', 'written'],
    ],
    ['the opening is missing', () => without('change.created'), ['opened']],
    [
      'an entry is about another change',
      () =>
        honestStory().map(e =>
          e.type === 'change.closed' ? { ...e, subject: 'CHG0000007' } : e,
        ),
      ['readable'],
    ],
    [
      'an entry is malformed',
      () => altered('change.closed', { code: 'splendid' }),
      ['readable'],
    ],
    [
      'an approval does not say what it relied on',
      () => altered('change.approved', { relied: undefined }),
      ['relied'],
    ],
    [
      'the gate does not',
      () => altered('gate.decided', { relied: undefined }),
      ['relied'],
    ],
    [
      'a verdict relies on what is not on record',
      () => altered('deployment.reconciled', { relied: digestB }),
      ['relied'],
    ],
    [
      'the plan touches what it does not name',
      () =>
        altered('change.created', { touches: ['resource:default/payments'] }),
      ['gate', 'deployed', 'verdicts', 'whole'],
    ],
    [
      'a machine closed it',
      () => altered('change.closed', {}, { actor: pipeline }),
      ['written'],
    ],
  ])('%s', (_, story, claims) => {
    expect(failed(story())).toEqual(claims);
  });

  it('finds each entry that a failed claim fails by', () => {
    const story = altered('gate.decided', { planDigest: digestB });
    const gate = changeStory(story).claims.find(c => c.id === 'gate');
    expect(gate?.entryIds).toEqual([
      story.find(e => e.type === 'gate.decided')?.id,
    ]);
    expect(gate?.detail).toContain(digestB);
  });
});
