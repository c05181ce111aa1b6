/**
 * Filled in by what follows.
 *
 * @packageDocumentation
 */

export {};
