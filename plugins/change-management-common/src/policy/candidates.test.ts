import { Entity } from '@backstage/catalog-model';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { candidatesOf } from './candidates';

const user = (
  name: string,
  groups: string[],
  annotations: Record<string, string> = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, annotations },
  relations: groups.map(g => ({
    type: 'memberOf',
    targetRef: `group:default/${g}`,
  })),
});

describe('candidatesOf', () => {
  const graph = CmdbGraph.from([
    user('amara', ['cab'], {
      'countersign.dev/approval-delegate': 'user:default/dana',
      'countersign.dev/approval-delegate-until': '2026-12-01T00:00:00Z',
    }),
    user('dana', []),
  ]);
  const candidates = (group: string, now = '2026-11-20T00:00:00Z') =>
    candidatesOf([{ group }], graph, new Date(now)).get(group);
  const dana = {
    user: 'user:default/dana',
    via: 'delegate',
    onBehalfOf: 'user:default/amara',
  };
  const amara = { user: 'user:default/amara', via: 'member' };

  it.each(['group:default/cab', 'user:default/amara'])(
    'finds the people and their delegates of %s',
    group => {
      expect(candidates(group)).toEqual([amara, dana]);
      expect(candidates(group, '2026-12-01T00:00:00Z')).toEqual([amara]);
    },
  );

  it.each(['group:default/none', 'user:default/none', 'resource:default/db'])(
    'finds nobody for %s',
    group => {
      expect(candidates(group)).toEqual([]);
    },
  );
});
