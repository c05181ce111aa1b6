import {
  PlanAction,
  PlannedResource,
} from '@countersign/plugin-change-management-common';

/** What a reader looks at, the most dangerous first; reads and no-ops change nothing and are left out. */
export const shownActions = [
  'delete',
  'replace',
  'update',
  'create',
  'forget',
] as const satisfies readonly PlanAction[];
export type ShownAction = (typeof shownActions)[number];

/** The resources with one of the actions, in which one of the words stands, the most dangerous first. */
export function filterResources(
  resources: PlannedResource[],
  actions: ReadonlySet<string>,
  text: string,
): PlannedResource[] {
  const word = text.trim().toLocaleLowerCase('en-US');
  const has = (value?: string) =>
    value?.toLocaleLowerCase('en-US').includes(word) ?? false;
  return shownActions.flatMap(action =>
    resources.filter(
      resource =>
        resource.action === action &&
        (actions.size === 0 || actions.has(action)) &&
        (!word ||
          has(resource.address) ||
          has(resource.entityRef) ||
          resource.attributes.some(attribute => has(attribute.path))),
    ),
  );
}
