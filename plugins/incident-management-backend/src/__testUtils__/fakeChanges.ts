import {
  Deployment,
  CountedDeployment,
  ListDeploymentOutcomesQuery,
  ListDeploymentsQuery,
} from '@countersign/plugin-change-management-common';
import { SeenChanges } from '../services/SuspectRanking';

/** A change that was carried out, and one that is still to be. */
export const carriedOut = 'CHG0000042';
export const planned = 'CHG0000050';

/** The changes that the portal has, by number: what was approved of each. */
export const changes = {
  [carriedOut]: `sha256:${'4'.repeat(64)}`,
  [planned]: `sha256:${'5'.repeat(64)}`,
};

/** A deployment as change management answers it. */
export function deployment(
  fields: Pick<Deployment, 'id' | 'startedAt' | 'finishedAt' | 'items'> &
    Partial<Deployment>,
): Deployment {
  return {
    environment: 'production',
    outcome: 'succeeded',
    externalId: fields.id,
    reportedBy: 'external:ci',
    reportedAt: fields.finishedAt,
    reconciliation: {
      verdict: 'authorised',
      reasons: [],
      reconciledAt: fields.finishedAt,
    },
    ...fields,
  };
}

/**
 * Change management as incidents ask it, with the deployments that a test gives it.
 *
 * @param whenAsked - What happens before it answers which changes were deployed.
 */
export function fakeChanges(
  deployments: Deployment[] = [],
  whenAsked: () => Promise<unknown> = async () => {},
): SeenChanges {
  return {
    getChange: async (number: string) => {
      if (!Object.hasOwn(changes, number)) {
        throw Object.assign(new Error('There is none'), { statusCode: 404 });
      }
      const subjectDigest = changes[number as keyof typeof changes];
      const title = `The change ${number}`;
      const state = number === carriedOut ? 'closed' : 'scheduled';
      return {
        change: { number, title, items: [], subjectDigest, state },
      } as never;
    },
    listChanges: async () =>
      ({ items: [], count: { value: 0, capped: false } } as never),
    listDeploymentOutcomes: async (query: ListDeploymentOutcomesQuery) => {
      await whenAsked();
      const { item, withItems, startedFrom, startedTo } = query;
      return {
        items: deployments
          .filter(
            ({ items, startedAt, environment }) =>
              (!Array.isArray(item) ||
                items.some(each => item.includes(each))) &&
              startedAt >= startedFrom &&
              startedAt < startedTo &&
              [undefined, environment].includes(query.environment),
          )
          .map(({ items, ...each }): CountedDeployment => {
            const { id, outcome, startedAt, finishedAt, committedAt } = each;
            return {
              ...{ id, outcome, startedAt, finishedAt, committedAt },
              ...{ change: each.changeNumber, reportedBy: each.reportedBy },
              isEmergency: false,
              ...(withItems === true && { items }),
            };
          }),
      };
    },
    listDeployments: async (query: ListDeploymentsQuery = {}) => {
      await whenAsked();
      return {
        items: deployments.filter(({ items, startedAt }) => {
          const { item, startedFrom, startedTo } = query;
          return (
            (!Array.isArray(item) || items.some(each => item.includes(each))) &&
            (startedFrom === undefined || startedAt >= startedFrom) &&
            (startedTo === undefined || startedAt < startedTo)
          );
        }),
      };
    },
  };
}
