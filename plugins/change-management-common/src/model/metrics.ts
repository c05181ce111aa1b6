import type { MetricsSlice, MetricsReport } from '../answers/metrics';

export type { MetricsSlice, MetricsReport };
