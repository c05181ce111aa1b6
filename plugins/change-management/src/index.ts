/**
 * Pages, cards and widgets for change management in the portal.
 *
 * @packageDocumentation
 */

export {};
