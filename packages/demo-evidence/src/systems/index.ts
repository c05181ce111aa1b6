import { backupTooling } from './backupTooling';
import { billing } from './billing';
import { databaseAudit } from './databaseAudit';
import { iamLogs } from './iamLogs';
import { iamPolicies } from './iamPolicies';
import { cloudLogging, monitoring, operationalDatabase } from './operations';
import { portal } from './portal';
import { resourceInventory } from './resourceInventory';
import { roleCatalog } from './roleCatalog';
import { System } from './System';
import { ticketing } from './ticketing';
import { vulnerabilityScanner } from './vulnerabilityScanner';

export * from './System';

/** The systems, by the name that configuration has for them: five for the SOX report, then those of the others. `portal` is a sample of what a real portal says. */
export const systems: Readonly<Record<string, System>> = {
  'iam-logs': iamLogs,
  ticketing,
  'backup-tooling': backupTooling,
  'database-audit': databaseAudit,
  'role-catalog': roleCatalog,
  'operational-database': operationalDatabase,
  'cloud-logging': cloudLogging,
  monitoring,
  'vulnerability-scanner': vulnerabilityScanner,
  portal,
  'iam-policies': iamPolicies,
  'resource-inventory': resourceInventory,
  billing,
};
