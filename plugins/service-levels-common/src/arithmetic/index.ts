export * from './budget';
export * from './composite';
export * from './detection';
export * from './evidence';
export * from './exact';
export * from './exhaustion';
export * from './fraction';
export * from './tiers';
