/**
 * Error budgets as a check of the deployment gate.
 *
 * @packageDocumentation
 */

export { changeManagementModuleErrorBudget as default } from './module';
