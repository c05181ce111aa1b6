/**
 * `countersign`: submit changes, ask the gate, report deployments and verify evidence, from one file.
 *
 * @packageDocumentation
 */

export {};
