/**
 * Chaos drills, as a backend plugin.
 *
 * @packageDocumentation
 */

export { chaosDrillsPlugin as default } from './plugin';
