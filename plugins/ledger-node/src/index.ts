/**
 * The ledger inside a plugin's own PostgreSQL database: append in the caller's transaction, sequencer, signer, export.
 *
 * @packageDocumentation
 */

export {};
