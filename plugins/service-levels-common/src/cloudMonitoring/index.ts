export {
  cloudMetricSpec,
  type CloudMetricSpec,
  type CloudNativeSpec,
} from './metricSpec';
export { cloudText } from './filters';
export * from './terraformObjectives';
export type * from './types';
