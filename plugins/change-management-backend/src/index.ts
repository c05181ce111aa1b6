/**
 * Change requests, approvals, risk, conflicts, the deployment gate and reconciliation.
 *
 * @packageDocumentation
 */

export { changeManagementPlugin as default } from './plugin';
