/**
 * For the tests of other packages: stories in the form in which change management writes them to the ledger.
 *
 * @packageDocumentation
 */

export { honestStory } from './honestStory';
export { StoryWriter } from './StoryWriter';
