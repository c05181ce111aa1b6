export interface Config {
  serviceLevels?: {
    sources?: {
      /** Metrics that are counted from logs. */
      logs?: Array<{
        /**
         * As `metricSourceRef` of a definition names it.
         * @example 'logs'
         */
        name: string;
        /**
         * Between two readings. Default: a minute.
         * @example { minutes: 1 }
         */
        interval?: { seconds?: number; minutes?: number };
        /**
         * Until what was written can be read for good. Default: a minute.
         * @example { minutes: 1 }
         */
        delay?: { seconds?: number; minutes?: number };
        /**
         * So far back it is counted what happened while nobody read. Default: 6 hours.
         * @example { hours: 6 }
         */
        catchUp?: { minutes?: number; hours?: number };
      }>;
    };
  };
}
