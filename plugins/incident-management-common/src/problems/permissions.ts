import { createPermission } from '@backstage/plugin-permission-common';

/** See problems, their timeline and their evidence. */
export const problemReadPermission = createPermission({
  name: 'incident-management.problem.read',
  attributes: { action: 'read' },
});

/** Open a problem. */
export const problemOpenPermission = createPermission({
  name: 'incident-management.problem.open',
  attributes: { action: 'create' },
});

/** Work on a problem: analyze it, say what is known, plan its fix. */
export const problemWorkPermission = createPermission({
  name: 'incident-management.problem.work',
  attributes: { action: 'update' },
});

/** Decide what becomes of a problem: resolve, accept its risk, close, cancel. */
export const problemDecidePermission = createPermission({
  name: 'incident-management.problem.decide',
  attributes: { action: 'update' },
});

/** Every permission of problems, for the registry and for policies. */
export const problemPermissions = [
  problemReadPermission,
  problemOpenPermission,
  problemWorkPermission,
  problemDecidePermission,
];
