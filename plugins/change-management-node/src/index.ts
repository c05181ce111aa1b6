/**
 * What other backends may use of change management: the service reference, permission rules and the risk factor extension point.
 *
 * @packageDocumentation
 */

export {};
