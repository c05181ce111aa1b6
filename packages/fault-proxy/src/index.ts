/**
 * An HTTP proxy that holds faults for a service that cannot break itself.
 *
 * @packageDocumentation
 */

export {};
