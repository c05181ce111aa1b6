import { createPermission } from '@backstage/plugin-permission-common';

/** The resource type of notes in permission rules. */
export const RESOURCE_TYPE_NOTE = 'sample-note';

/** See a note, its timeline and its evidence. */
export const noteReadPermission = createPermission({
  name: 'sample-notes.note.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_NOTE,
});

/** Open a note. */
export const noteCreatePermission = createPermission({
  name: 'sample-notes.note.create',
  attributes: { action: 'create' },
});

/** Say that a note is done. */
export const noteFinishPermission = createPermission({
  name: 'sample-notes.note.finish',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_NOTE,
});

/** Every permission, for the registry and for policies. */
export const notePermissions = [
  noteReadPermission,
  noteCreatePermission,
  noteFinishPermission,
];
