/**
 * Faults of chaos drills in Cloud Run.
 *
 * @packageDocumentation
 */

export {};
