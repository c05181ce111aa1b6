import {
  ImportDesk,
  importOperations,
} from '@countersign/plugin-governance-node';
import {
  incidentImportCreatePermission,
  incidentImportReadPermission,
} from '@countersign/plugin-incident-management-common';
import { AreaServices } from './operation';

/** Who sees incidents and problems of other systems, and who takes them over. */
export const importPermissions = {
  read: incidentImportReadPermission,
  bring: incidentImportCreatePermission,
};

/** What takes over incidents and problems of other systems. */
export interface Imports {
  incident: ImportDesk;
  problem: ImportDesk;
}

/** Incidents and problems of other systems: taken over, listed and proven, and no more. */
export const incidentImportOperations = (
  ['incident', 'problem'] as const
).flatMap(kind =>
  importOperations<AreaServices>(kind, {
    permissions: importPermissions,
    desk: ({ imports }) => imports[kind],
  }),
);
