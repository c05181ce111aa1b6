/**
 * Change management as pure functions: states, policies, risk, conflicts, the gate, Terraform plans, reconciliation and metrics.
 *
 * @packageDocumentation
 */

export {};
