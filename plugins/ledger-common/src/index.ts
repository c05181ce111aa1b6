/**
 * The tamper-evident ledger: canonical leaves, Merkle proofs, signed checkpoints and their verification, with no I/O.
 *
 * @packageDocumentation
 */

export {};
