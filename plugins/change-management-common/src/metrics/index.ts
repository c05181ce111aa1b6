export * from './definitions';
export * from './listsBehind';
export * from './metricsReport';
export * from './slices';
export * from './statistics';
export { byWeek } from './weeks';
