import { createPermission } from '@backstage/plugin-permission-common';

/** See who is on call, and who was told of an incident. */
export const onCallReadPermission = createPermission({
  name: 'incident-management.on-call.read',
  attributes: { action: 'read' },
});

/** Put somebody else on call for a while. */
export const onCallOverridePermission = createPermission({
  name: 'incident-management.on-call.override',
  attributes: { action: 'update' },
});

/** Every permission about being on call, for the registry and for policies. */
export const onCallPermissions = [
  onCallReadPermission,
  onCallOverridePermission,
];
