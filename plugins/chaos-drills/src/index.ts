/**
 * Pages of chaos drills.
 *
 * @packageDocumentation
 */

export {};
