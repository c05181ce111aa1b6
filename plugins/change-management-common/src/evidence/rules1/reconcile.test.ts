import { commitA, commitB, digestA, digestB } from '../../testUtils/change';
import { approvedByRules1 } from '../../testUtils/honestStoryOfRules1';
import { Change, Deployment } from '../../model';
import { neverRun } from '../../deployments/neverRun';
import { reconcile } from './reconcile';

const deployment = {
  environment: 'production',
  items: ['resource:default/checkout-db'],
  planDigest: digestA,
  commit: commitA,
  startedAt: '2026-11-24T21:10:00.000Z',
  finishedAt: '2026-11-24T21:20:00.000Z',
};
const now = '2026-11-24T21:21:00.000Z';

const verdict = (
  of: Partial<Deployment> = {},
  change: Partial<Change> = {},
  gate?: { decision: 'allow' | 'refuse' },
) =>
  reconcile({
    deployment: { ...deployment, ...of },
    change: approvedByRules1(change),
    gate,
    now,
  });

describe('reconcile by the first rules', () => {
  it('is authorised when everything is as approved', () => {
    expect(verdict()).toMatchObject({
      verdict: 'authorised',
      reconciledAt: now,
    });
    expect(verdict({}, { state: 'review' }).verdict).toBe('authorised');
  });

  it('is unauthorised when nothing covers it', () => {
    expect(reconcile({ deployment, now }).verdict).toBe('unauthorised');
  });

  it.each<[string, Partial<Deployment>, Partial<Change>]>([
    ['the change waits for approval', {}, { state: 'authorize' }],
    ['the change was canceled', {}, { state: 'canceled' }],
    ['it is retrospective', {}, { type: 'retrospective', state: 'review' }],
    ['the approval was rejected', {}, { approvalStatus: 'rejected' }],
    [
      'it started before the approval',
      {},
      { approvedAt: '2026-11-24T21:15:00.000Z' },
    ],
    ['it went elsewhere', { environment: 'staging' }, {}],
    [
      'it was on hold',
      {},
      { hold: { reason: '', since: '2026-11-24T21:00:00.000Z', by: '' } },
    ],
    [
      'the change was closed before it ended',
      {},
      { state: 'closed', closedAt: '2026-11-24T21:15:00.000Z' },
    ],
  ])('is unauthorised when %s', (_, of, change) => {
    expect(verdict(of, change).verdict).toBe('unauthorised');
  });

  it('is unauthorised when the gate refused', () => {
    expect(verdict({}, {}, { decision: 'refuse' }).verdict).toBe(
      'unauthorised',
    );
    expect(verdict({}, {}, { decision: 'allow' }).verdict).toBe('authorised');
  });

  it.each<[string, Partial<Deployment>]>([
    ['another plan', { planDigest: digestB }],
    ['no plan', { planDigest: undefined }],
    ['another commit', { commit: commitB }],
    ['further items', { items: ['component:default/other'] }],
  ])('exceeds the scope with %s', (_, of) => {
    expect(verdict(of).verdict).toBe('scope_exceeded');
  });

  it.each<[string, Partial<Deployment>]>([
    ['it started early', { startedAt: '2026-11-24T20:59:00.000Z' }],
    ['it ended late', { finishedAt: '2026-11-24T23:00:00.001Z' }],
  ])('is out of window when %s', (_, of) => {
    expect(verdict(of).verdict).toBe('out_of_window');
  });

  it('gives the gravest verdict and every reason', () => {
    const result = verdict({
      planDigest: digestB,
      environment: 'staging',
      startedAt: '2026-11-24T20:00:00.000Z',
    });
    expect(result.verdict).toBe('unauthorised');
    expect(result.reasons).toHaveLength(3);
  });

  it('covers an emergency that went ahead, and a late report', () => {
    expect(
      verdict(
        {},
        { type: 'emergency', approvalStatus: 'due', state: 'implement' },
      ).verdict,
    ).toBe('authorised');
    expect(
      verdict({}, { state: 'closed', closedAt: '2026-11-25T09:00:00.000Z' })
        .verdict,
    ).toBe('authorised');
  });
});

describe('neverRun', () => {
  it('is so once the window of a scheduled change has passed', () => {
    const change = approvedByRules1();
    expect(neverRun(change, '2026-11-24T22:59:59.999Z')).toBe(false);
    expect(neverRun(change, '2026-11-24T23:00:00.000Z')).toBe(true);
    expect(
      neverRun({ ...change, state: 'review' }, '2026-11-25T23:00:00.000Z'),
    ).toBe(false);
  });
});
