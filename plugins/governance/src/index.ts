/**
 * Where the areas of Countersign meet in the portal.
 *
 * @packageDocumentation
 */

export { governancePlugin as default } from './plugin';
