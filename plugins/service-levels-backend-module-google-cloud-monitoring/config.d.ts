export interface Config {
  serviceLevels?: {
    sources?: {
      /** Google Cloud Monitoring, a project each. */
      googleCloudMonitoring?: Array<{
        /**
         * As `metricSourceRef` of a definition names it.
         * @example 'monitoring'
         */
        name: string;
        /**
         * The id of the project. No other is ever asked.
         * @example 'larkspur-prod'
         */
        project: string;
        /**
         * Between two readings. A minute is the least. Default: 1 min.
         * @example { minutes: 1 }
         */
        interval?: { seconds?: number; minutes?: number };
        /**
         * Until what happened can be read for good. Some metrics are hidden for 210 s. Default: 4 min.
         * @example { minutes: 4 }
         */
        delay?: { seconds?: number; minutes?: number };
        /**
         * How long a request may take. Default: 30 s.
         * @example { seconds: 30 }
         */
        timeout?: { seconds?: number; minutes?: number };
        /**
         * How far back it is read what happened while nobody read. Default: 6 h.
         * @example { hours: 6 }
         */
        catchUp?: { minutes?: number; hours?: number };
        /**
         * How long it keeps what it measures: whoever defines an objective over more is warned. Nothing is said where
         * it is absent.
         * @example { days: 42 }
         */
        keeps?: { hours?: number; days?: number };
        /**
         * The key of a service account. Default: the default credentials of where the portal runs.
         * @example '/etc/countersign/monitoring.json'
         */
        keyFile?: string;
        /**
         * Another host of the API.
         * @example 'restricted.googleapis.com'
         */
        endpoint?: string;
      }>;
    };
  };
}
