import {
  PlanCounts,
  PlannedResource,
} from '@countersign/plugin-change-management-common';

/**
 * What a reader looks at, the most dangerous first; reads and no-ops change nothing and are left out. What is only
 * imported or moved is shown as that.
 */
export const shownActions = [
  'delete',
  'replace',
  'update',
  'create',
  'forget',
  'import',
  'move',
] as const satisfies readonly (keyof PlanCounts)[];
export type ShownAction = (typeof shownActions)[number];

/** As what a resource is shown: what is done to it, or else that Terraform takes it over or knows it by another address. */
export function shownActionOf(
  resource: Pick<PlannedResource, 'action' | 'importing' | 'previousAddress'>,
): ShownAction | undefined {
  const done = shownActions.find(action => action === resource.action);
  if (done) return done;
  if (resource.importing) return 'import';
  return resource.previousAddress ? 'move' : undefined;
}

/** Whether it is one of these: an imported resource that is changed as well is both. */
function isShownAs(
  resource: PlannedResource,
  actions: ReadonlySet<string>,
): boolean {
  return (
    actions.has(resource.action) ||
    (actions.has('import') && resource.importing) ||
    (actions.has('move') && resource.previousAddress !== undefined)
  );
}

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
        shownActionOf(resource) === action &&
        (actions.size === 0 || isShownAs(resource, actions)) &&
        (!word ||
          has(resource.address) ||
          has(resource.entityRef) ||
          resource.attributes.some(attribute => has(attribute.path))),
    ),
  );
}
