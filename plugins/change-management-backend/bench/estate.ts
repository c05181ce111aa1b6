import { Entity } from '@backstage/catalog-model';

/** How large the estate of the benchmark is. */
export const size = { teams: 40, people: 400, items: 600 } as const;

const pad = (n: number) => String(n).padStart(3, '0');

export const personRef = (n: number) => `user:default/person-${pad(n)}`;
export const teamRef = (n: number) => `group:default/team-${pad(n)}`;
export const itemRef = (n: number) => `component:default/service-${pad(n)}`;
export const BOARD = 'group:default/board';

/** The estate as files would say it: the catalog makes the relations itself. */
export function writtenEstate(): Entity[] {
  return benchEstate().map(({ relations: _, ...entity }) => entity);
}

/** Services in layers of 100, each depending on two of the layer below: six deep, as a real estate is. */
export function benchEstate(): Entity[] {
  const entity = (
    kind: string,
    name: string,
    relations: [string, string][] = [],
    rest: object = {},
  ): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'countersign.dev/criticality': `tier-${(name.length % 4) + 1}`,
      },
    },
    spec: { type: 'service', ...rest },
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  });
  const numbers = (n: number) => Array.from({ length: n }, (_, i) => i);
  const below = (i: number) =>
    i < 100 ? [] : [i - 100, i - 100 - (i % 100) + (((i % 100) * 7 + 3) % 100)];
  const group = { type: 'team', children: [] };
  const groupsOf = (p: number) => [
    teamRef(p % size.teams),
    ...(p % 50 === 0 ? [BOARD] : []),
  ];
  return [
    entity('Group', 'board', [], group),
    ...numbers(size.teams).map(t =>
      entity('Group', `team-${pad(t)}`, [], group),
    ),
    ...numbers(size.people).map(p =>
      entity(
        'User',
        `person-${pad(p)}`,
        groupsOf(p).map(ref => ['memberOf', ref]),
        { memberOf: groupsOf(p) },
      ),
    ),
    ...numbers(size.items).map(i =>
      entity(
        'Component',
        `service-${pad(i)}`,
        [
          ['ownedBy', teamRef(i % size.teams)],
          ...below(i).map(b => ['dependsOn', itemRef(b)] as [string, string]),
        ],
        {
          owner: teamRef(i % size.teams),
          lifecycle: 'production',
          dependsOn: below(i).map(itemRef),
        },
      ),
    ),
  ];
}
