import { backupTooling } from './backupTooling';
import { databaseAudit } from './databaseAudit';
import { iamLogs } from './iamLogs';
import { roleCatalog } from './roleCatalog';
import { System } from './System';
import { ticketing } from './ticketing';

export * from './System';

/** The five systems, by the name that configuration has for them. */
export const systems: Readonly<Record<string, System>> = {
  'iam-logs': iamLogs,
  ticketing,
  'backup-tooling': backupTooling,
  'database-audit': databaseAudit,
  'role-catalog': roleCatalog,
};
