import { createPermission } from '@backstage/plugin-permission-common';

/** See alerts, the triage queue, silences, and what could not be read. */
export const alertReadPermission = createPermission({
  name: 'incident-management.alert.read',
  attributes: { action: 'read' },
});

/** Say which entity alerts are about, try the mapping, and replay or discard what could not be read. */
export const alertTriagePermission = createPermission({
  name: 'incident-management.alert.triage',
  attributes: { action: 'update' },
});

/** Silence alerts, and end silences. */
export const alertSilencePermission = createPermission({
  name: 'incident-management.alert.silence',
  attributes: { action: 'update' },
});

/** Every permission about alerts, for the registry and for policies. */
export const alertPermissions = [
  alertReadPermission,
  alertTriagePermission,
  alertSilencePermission,
];
