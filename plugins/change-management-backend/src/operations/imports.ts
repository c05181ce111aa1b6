import {
  changeImportCreatePermission,
  changeImportReadPermission,
} from '@countersign/plugin-change-management-common';
import { importOperations } from '@countersign/plugin-governance-node';
import { ChangeApi } from './ChangeApi';

/** Who sees changes of other systems, and who takes them over. */
export const importPermissions = {
  read: changeImportReadPermission,
  bring: changeImportCreatePermission,
};

/** Changes of other systems: taken over, listed and proven, and no more. */
export const changeImportOperations = importOperations<ChangeApi>('change', {
  permissions: importPermissions,
  desk: ({ imports }) => imports,
});
