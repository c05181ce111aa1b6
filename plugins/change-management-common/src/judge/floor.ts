import {
  entity,
  FieldProblem,
  joined,
  Phrase,
  phraseOf,
  say,
  told,
  ItemView,
} from '@countersign/plugin-governance-common';

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
): FieldProblem[] {
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
        field: 'environment',
        ...told(
          'message',
          say`${entity(
            entityRef,
          )} is in ${environment!}, and the change is for ${
            change.environment
          }. Make it a change for ${floorOf(environment!, environments)}.`,
        ),
      })),
    ...(hidden.length
      ? [
          {
            field: 'items',
            ...told(
              'message',
              say`The plan touches ${joined(
                hidden.map(entity),
                ', ',
              )}, which the change does not name. Name what the plan touches.`,
            ),
          },
        ]
      : []),
  ];
}

/** What is wrong with them in one text. */
export function floorText(problems: readonly FieldProblem[]): Phrase {
  return joined(
    problems.map(problem => phraseOf('message', problem) ?? ''),
    ' ',
  );
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
