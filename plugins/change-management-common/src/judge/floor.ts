import { ItemView } from '../model';

/**
 * Why the environment and the items of a change are less than what it touches, in sentences; empty when they are not. An
 * item's own environment is a floor: what is done to a production database is done to production, whatever the change
 * says. An environment that is not configured counts as the most critical one.
 *
 * @param environments - The environments there are, the most critical first.
 */
export function floorProblems(
  change: {
    environment: string;
    items: readonly string[];
    touches: readonly string[];
  },
  items: readonly Pick<ItemView, 'entityRef' | 'environment'>[],
  environments: readonly string[],
): { field: 'environment' | 'items'; message: string }[] {
  const hidden = change.touches.filter(ref => !change.items.includes(ref));
  return [
    ...items
      .filter(
        ({ environment }) =>
          environment !== undefined &&
          criticality(environment, environments) <
            criticality(change.environment, environments),
      )
      .map(({ entityRef, environment }) => ({
        field: 'environment' as const,
        message: `${entityRef} is in ${environment}, and the change is for ${
          change.environment
        }. Make it a change for ${floorOf(environment!, environments)}.`,
      })),
    ...(hidden.length
      ? [
          {
            field: 'items' as const,
            message: `The plan touches ${hidden.join(
              ', ',
            )}, which the change does not name. Name what the plan touches.`,
          },
        ]
      : []),
  ];
}

/** The most critical environment among the change's own and its items'. */
export function environmentFloor(
  environment: string,
  items: readonly Pick<ItemView, 'environment'>[],
  environments: readonly string[],
): string {
  return items.reduce(
    (floor, item) =>
      item.environment !== undefined &&
      criticality(item.environment, environments) <
        criticality(floor, environments)
        ? floorOf(item.environment, environments)
        : floor,
    environment,
  );
}

/** 0 is the most critical. */
function criticality(environment: string, environments: readonly string[]) {
  return Math.max(0, environments.indexOf(environment));
}

function floorOf(environment: string, environments: readonly string[]): string {
  return environments[criticality(environment, environments)] ?? environment;
}
