export type { MetricsSlice, MetricsReport } from '../answers/metrics';
