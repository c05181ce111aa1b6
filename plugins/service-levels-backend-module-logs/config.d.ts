export interface Config {
  serviceLevels?: {
    sources?: {
      /** Metrics that are counted from logs. */
      logs?: Array<{
        /** As `metricSourceRef` of a definition names it. */
        name: string;
        /** Between two readings; a minute unless said otherwise. */
        interval?: { seconds?: number; minutes?: number };
        /** Until what was written can be read for good; a minute unless said otherwise. */
        delay?: { seconds?: number; minutes?: number };
        /** So far back it is counted what happened while nobody read; 6 hours unless said otherwise. */
        catchUp?: { minutes?: number; hours?: number };
      }>;
    };
  };
}
