export * from './buckets';
export * from './counterSteps';
