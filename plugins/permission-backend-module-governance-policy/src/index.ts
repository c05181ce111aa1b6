/**
 * The permission policy of a governed portal: who may read, request, approve, operate and audit.
 *
 * @packageDocumentation
 */

export {};
