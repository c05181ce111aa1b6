import { digestOf } from '@countersign/plugin-ledger-common';
import { change, digestB, policyDigest } from '../../testUtils/change';
import { dutyConflict, excludedFromApproval } from './duty';
import { approvalSubjectOf } from './subject';

describe('approvalSubjectOf by the first rules', () => {
  const subject = digestOf(approvalSubjectOf(change(), policyDigest));

  it('does not depend on the order of the items', () => {
    const items = ['component:default/b', 'component:default/a'];
    expect(approvalSubjectOf(change({ items }), policyDigest)).toEqual(
      approvalSubjectOf(change({ items: [...items].reverse() }), policyDigest),
    );
  });

  it.each([
    [change({ environment: 'staging' }), policyDigest],
    [change({ items: ['component:default/x'] }), policyDigest],
    [change({ window: undefined }), policyDigest],
    [change({ plan: undefined }), policyDigest],
    [change({ commit: undefined }), policyDigest],
    [change({ type: 'emergency' }), policyDigest],
    [change({ approvalRound: 2 }), policyDigest],
    [change(), digestB],
  ])('differs with anything that matters (%#)', (other, digest) => {
    expect(digestOf(approvalSubjectOf(other, digest))).not.toBe(subject);
  });

  it('does not differ with words', () => {
    expect(
      digestOf(approvalSubjectOf(change({ title: 'Other' }), policyDigest)),
    ).toBe(subject);
  });
});

describe('dutyConflict by the first rules', () => {
  it.each([
    ['user:default/dana', undefined, 'the requester'],
    ['user:default/paula', undefined, 'an author of the plan'],
    ['user:default/ivan', undefined, 'the implementer'],
    ['User:default/Dana', undefined, 'the requester'],
    ['user:default/dana', 'user:default/olga', 'the requester'],
    ['user:default/olga', 'user:default/ivan', 'the implementer'],
  ])('bars %s acting for %s', (user, onBehalfOf, duty) => {
    expect(dutyConflict(change(), user, onBehalfOf)).toContain(duty);
  });

  it('bars nobody else', () => {
    expect(dutyConflict(change(), 'user:default/olga')).toBeUndefined();
    expect(
      dutyConflict(change(), 'user:default/olga', 'user:default/otto'),
    ).toBeUndefined();
    expect(excludedFromApproval(change())).toHaveLength(3);
  });
});
