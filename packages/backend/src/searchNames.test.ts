import { namedDocument } from './searchNames';

const titleOf = (kind: string, name: string, spec: object, title?: string) =>
  namedDocument({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, title },
    spec: { ...spec },
  }).title;

describe('namedDocument', () => {
  it('calls people and groups by their display name, and things by their title', () => {
    const profile = { displayName: 'Dana Reyes' };
    expect(titleOf('User', 'dana-developer', { profile })).toBe('Dana Reyes');
    expect(titleOf('User', 'dana-developer', {})).toBe('dana-developer');
    expect(titleOf('Group', 'sre', { profile }, 'Platform SRE')).toBe(
      'Platform SRE',
    );
    expect(titleOf('Resource', 'orders-db', {}, 'Orders database')).toBe(
      'Orders database',
    );
  });
});
