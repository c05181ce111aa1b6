export * from './buckets';
export * from './counterSteps';
export * from './reading';
export * from './selector';
