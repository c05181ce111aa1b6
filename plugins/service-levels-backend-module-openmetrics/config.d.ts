export interface Config {
  serviceLevels?: {
    sources?: {
      /** Metrics pages of services, in the Prometheus text format or OpenMetrics. */
      openmetrics?: Array<{
        /** As `metricSourceRef` of a definition names it. */
        name: string;
        /** The address of the page. Nothing else is ever asked, redirects included. */
        url: string;
        /** Between two scrapes; 15 s unless said otherwise. */
        interval?: { seconds?: number; minutes?: number };
        /** How long a scrape may take; 5 s unless said otherwise. */
        timeout?: { seconds?: number };
        /** What is sent along, such as `Authorization`. */
        headers?: {
          /** @visibility secret */
          [name: string]: string;
        };
        /** Megabytes that a page may have; 16 unless said otherwise. */
        maxMegabytes?: number;
        /** Whether the page is asked for as Protocol Buffers, which alone have native histograms; false unless said otherwise. */
        nativeHistograms?: boolean;
      }>;
    };
  };
}
