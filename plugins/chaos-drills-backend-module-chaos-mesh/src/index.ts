/**
 * Faults of chaos drills in Chaos Mesh.
 *
 * @packageDocumentation
 */

export {};
