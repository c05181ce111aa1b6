import { applications, day, people, roles } from '../estate';
import { Quarter } from '../Quarter';
import { System } from './System';

const inPages = {
  asked: 'at',
  format: 'json-pages',
  recordsAt: 'items',
} as const;

/** The catalog of roles, which also knows the applications and the people that have them. */
export const roleCatalog: System = {
  title: 'Role catalog',
  collections: {
    applications: {
      ...inPages,
      *records() {
        for (const { sox, entityRef, ...application } of applications) {
          yield {
            ...application,
            scope: { sox },
            ...(entityRef && { catalogRef: entityRef }),
          };
        }
      },
    },
    roles: { ...inPages, records: () => roles },
    people: { ...inPages, records: peopleAt },
  },
};

/** Whoever leaves later is still there. */
function* peopleAt({ end }: Quarter, now: number) {
  const at = Math.min(end, now);
  for (const { mail, name, team, leftOn } of people) {
    const left = leftOn !== undefined && leftOn < at;
    yield {
      mail,
      name,
      team,
      employment: left ? { leftOn: day(leftOn) } : {},
    };
  }
}
