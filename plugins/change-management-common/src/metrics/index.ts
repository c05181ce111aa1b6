export * from './definitions';
export * from './listsBehind';
export * from './metricsReport';
export * from './slices';
export { byWeek } from './byWeek';
