/**
 * The pages of an area in an app of the old frontend system. Apart from the rest, so that nobody loads it elsewhere.
 *
 * @packageDocumentation
 */

export { LegacyFrame, framed } from './LegacyFrame';
export { legacyArea } from './legacyArea';
export type { LegacyArea, LegacyPlugin } from './legacyArea';
export { entityMatches, isConfigurationItem } from './entityMatches';
export { useContributions } from './LegacyApis';
