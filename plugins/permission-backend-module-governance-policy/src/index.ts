/**
 * The permission policy of a governed portal: who may read, request, operate and audit.
 *
 * @packageDocumentation
 */

export { permissionModuleGovernancePolicy as default } from './module';
