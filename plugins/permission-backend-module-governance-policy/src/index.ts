/**
 * The permission policy of a governed portal: who may read, request, operate and audit.
 *
 * @packageDocumentation
 */

export { permissionModuleGovernancePolicy as default } from './module';
export { decide, tieRules, type Asker } from './decide';
export { GovernancePolicy } from './GovernancePolicy';
export {
  guardedSchedulerServiceFactory,
  scheduledTaskReadPermission,
  scheduledTaskRunPermission,
} from './guardedScheduler';
export { readRoles, roleNames, type Role, type Roles } from './roles';
export {
  governanceTable,
  type Grant,
  type PermissionTable,
  type Tie,
} from './table';
