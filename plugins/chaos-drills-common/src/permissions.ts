import { createPermission } from '@backstage/plugin-permission-common';

/** See experiments, drills, the plan, how well detection is predicted, and who holds the lever. */
export const drillReadPermission = createPermission({
  name: 'chaos-drills.drill.read',
  attributes: { action: 'read' },
});

/** Plan a drill or a game day, cancel one that has not started, and note what is learned from one. */
export const drillPlanPermission = createPermission({
  name: 'chaos-drills.drill.plan',
  attributes: { action: 'create' },
});

/** Start a drill that is planned, or a game day. */
export const drillStartPermission = createPermission({
  name: 'chaos-drills.drill.start',
  attributes: { action: 'update' },
});

/** Stop a drill that runs. */
export const drillStopPermission = createPermission({
  name: 'chaos-drills.drill.stop',
  attributes: { action: 'update' },
});

/** Bring the journal of another tool. */
export const journalImportPermission = createPermission({
  name: 'chaos-drills.journal.import',
  attributes: { action: 'create' },
});

/** Stop every drill, and keep others from starting. */
export const leverPullPermission = createPermission({
  name: 'chaos-drills.lever.pull',
  attributes: { action: 'update' },
});

/** Let drills start again. */
export const leverReleasePermission = createPermission({
  name: 'chaos-drills.lever.release',
  attributes: { action: 'update' },
});

/** Every permission, for the registry and for policies. */
export const drillPermissions = [
  drillReadPermission,
  drillPlanPermission,
  drillStartPermission,
  drillStopPermission,
  journalImportPermission,
  leverPullPermission,
  leverReleasePermission,
];
