import { Entity } from '@backstage/catalog-model';

/** Somebody of the tests, one for each role that the shipped configuration and {@link roles} know. */
export const people = {
  developer: 'group:default/checkout',
  owner: 'group:default/storefront',
  approver: 'group:default/change-advisory-board',
  onCall: 'group:default/on-call',
  platform: 'group:default/platform-sre',
  auditor: 'group:default/internal-audit',
} as const;
export type Person = keyof typeof people;

export const userRefOf = (person: Person) =>
  `user:default/${person.toLocaleLowerCase('en-US')}`;

/** As configured for the portal of the tests, where on call and platform are two teams. */
export const roles = {
  auditors: [people.auditor],
  platform: [people.platform],
  onCall: [people.onCall],
  changeManagers: [people.approver],
};

const apiVersion = 'backstage.io/v1alpha1';

/** A component of {@link people.owner}'s. */
export const component = 'component:default/web-shop';

/** The catalog of the portal of the tests: its people and their teams, and one component. */
export function catalogOfPeople(): Entity[] {
  const entries = Object.entries(people) as [Person, string][];
  const nameOf = (ref: string) => ref.split('/')[1];
  return [
    ...entries.map(([, group]) => ({
      apiVersion,
      kind: 'Group',
      metadata: { name: nameOf(group), namespace: 'default' },
      spec: { type: 'team', children: [] },
      relations: entries
        .filter(([, other]) => other === group)
        .map(([person]) => ({
          type: 'hasMember',
          targetRef: userRefOf(person),
        })),
    })),
    ...entries.map(([person, group]) => ({
      apiVersion,
      kind: 'User',
      metadata: { name: nameOf(userRefOf(person)), namespace: 'default' },
      spec: { memberOf: [nameOf(group)] },
      relations: [{ type: 'memberOf', targetRef: group }],
    })),
    {
      apiVersion,
      kind: 'Component',
      metadata: { name: nameOf(component), namespace: 'default' },
      spec: {
        type: 'service',
        lifecycle: 'production',
        owner: nameOf(people.owner),
      },
      relations: [{ type: 'ownedBy', targetRef: people.owner }],
    },
  ];
}
