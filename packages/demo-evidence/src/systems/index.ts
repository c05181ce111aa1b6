import { backupTooling } from './backupTooling';
import { databaseAudit } from './databaseAudit';
import {
  billing,
  iamPolicies,
  incidentRecords,
  resourceInventory,
  serviceLevels,
  vulnerabilityScanner,
} from './estateHealth';
import { iamLogs } from './iamLogs';
import { cloudLogging, monitoring, operationalDatabase } from './operations';
import { roleCatalog } from './roleCatalog';
import { System } from './System';
import { ticketing } from './ticketing';

export * from './System';

/** The systems, by the name that configuration has for them: five for the SOX report, then those of the others. */
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
  'service-levels': serviceLevels,
  'incident-records': incidentRecords,
  'iam-policies': iamPolicies,
  'resource-inventory': resourceInventory,
  billing,
};
