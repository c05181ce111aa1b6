export * from './definitions';
export * from './metricsReport';
export * from './slices';
export * from './statistics';
export { byWeek } from './weeks';
