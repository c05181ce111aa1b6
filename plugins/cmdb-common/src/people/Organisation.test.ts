import {
  ANNOTATION_APPROVAL_DELEGATE,
  ANNOTATION_APPROVAL_DELEGATE_UNTIL,
} from '../annotations';
import { CmdbGraph } from '../graph/CmdbGraph';
import { testEntity } from '../__testUtils__/testEntity';

const user = (name: string, groups: string[], annotations = {}) =>
  testEntity(`user:default/${name}`, {
    relations: groups.map(group => ['memberOf', `group:default/${group}`]),
    annotations,
  });
const group = (name: string, children: string[] = []) =>
  testEntity(`group:default/${name}`, {
    relations: children.map(child => ['parentOf', `group:default/${child}`]),
  });
const delegating = (delegate: string, until?: string) => ({
  [ANNOTATION_APPROVAL_DELEGATE]: `user:default/${delegate}`,
  ...(until && { [ANNOTATION_APPROVAL_DELEGATE_UNTIL]: until }),
});

const NOON = new Date('2026-11-20T12:00:00Z');

describe('groups and members', () => {
  const graph = CmdbGraph.from([
    group('company', ['unit']),
    group('unit', ['team', 'company']),
    group('team'),
    user('a', ['company']),
    user('b', ['team', 'unit']),
    testEntity('group:default/other', {
      relations: [['hasMember', 'user:default/gone']],
    }),
    testEntity('component:default/api', {
      relations: [['ownedBy', 'group:default/team']],
    }),
  ]);

  it('counts members of child groups, once each, also when groups form a cycle', () => {
    expect(graph.membersOf('Group:default/Unit')).toEqual([
      'user:default/a',
      'user:default/b',
    ]);
    expect(graph.membersOf('group:default/team')).toEqual(['user:default/b']);
  });

  it('does not count a member the catalog does not have', () => {
    expect(graph.membersOf('group:default/other')).toEqual([]);
    expect(graph.membersOf('group:default/nope')).toEqual([]);
  });

  it('lists the groups of a user with those above', () => {
    expect(graph.groupsOf('user:default/b')).toEqual([
      'group:default/company',
      'group:default/team',
      'group:default/unit',
    ]);
  });

  it('knows owners', () => {
    expect(graph.ownersOf('component:default/api')).toEqual([
      'group:default/team',
    ]);
  });
});

describe('delegation', () => {
  const approvers = (annotations: object, now = NOON) =>
    CmdbGraph.from([
      group('cab'),
      user('amara', ['cab'], annotations),
      user('bo', ['cab']),
      user('kenji', [], delegating('carol', '2027-01-01')),
      user('carol', []),
    ]).eligibleApprovers('group:default/cab', now);

  const members = [
    { user: 'user:default/amara', via: 'member' },
    { user: 'user:default/bo', via: 'member' },
  ];

  it('adds the delegate of a member, and nobody the delegate delegates to', () => {
    expect(approvers(delegating('kenji', '2026-11-30'))).toEqual([
      ...members,
      {
        user: 'user:default/kenji',
        via: 'delegate',
        onBehalfOf: 'user:default/amara',
      },
    ]);
  });

  it('holds to the end of a last day, and to the instant of a time', () => {
    const onLastDay = new Date('2026-11-30T23:59:59.999Z');
    const after = new Date('2026-12-01T00:00:00Z');
    const byDate = delegating('kenji', '2026-11-30');
    expect(approvers(byDate, onLastDay)).toHaveLength(3);
    expect(approvers(byDate, after)).toEqual(members);
    const byTime = delegating('kenji', '2026-11-20T13:00:00+01:00');
    expect(approvers(byTime, new Date(NOON.getTime() - 1))).toHaveLength(3);
    expect(approvers(byTime)).toEqual(members);
  });

  it.each([
    ['a user the catalog does not have', delegating('nobody', '2027-01-01')],
    ['oneself', delegating('amara', '2027-01-01')],
    ['another member', delegating('bo', '2027-01-01')],
    ['no end', delegating('kenji')],
    ['an end that cannot be read', delegating('kenji', 'soon')],
  ])('adds nobody for a delegation to %s', (_, annotations) => {
    expect(approvers(annotations)).toEqual(members);
  });
});
