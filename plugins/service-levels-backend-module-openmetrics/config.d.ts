export interface Config {
  serviceLevels?: {
    sources?: {
      /** Metrics pages of services, in the Prometheus text format or OpenMetrics. */
      openmetrics?: Array<{
        /**
         * As `metricSourceRef` of a definition names it.
         * @example 'checkout'
         */
        name: string;
        /**
         * The address of the page. Nothing else is ever asked, redirects included.
         * @example 'https://checkout.example.com/metrics'
         */
        url: string;
        /**
         * Between two scrapes. Default: 15 s.
         * @example { seconds: 15 }
         */
        interval?: { seconds?: number; minutes?: number };
        /**
         * How long a scrape may take. Default: 5 s.
         * @example { seconds: 5 }
         */
        timeout?: { seconds?: number };
        /**
         * What is sent along.
         * @example { Authorization: 'Bearer ${METRICS_TOKEN}' }
         */
        headers?: {
          /** @visibility secret */
          [name: string]: string;
        };
        /** Megabytes that a page may have. Default: 16. */
        maxMegabytes?: number;
        /** Whether the page is asked for as Protocol Buffers, which alone have native histograms. Default: false. */
        nativeHistograms?: boolean;
      }>;
    };
  };
}
