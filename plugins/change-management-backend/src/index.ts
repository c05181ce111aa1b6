/**
 * Change requests, approvals, risk, conflicts, the deployment gate and reconciliation, each decision written to the ledger.
 *
 * @packageDocumentation
 */

export {};
