export { storyClaims } from './claims';
export type { StoryClaim, StoryClaimId } from './claims';
export * from './entries';
export * from './story';
export * from './reader';
