export interface Config {
  serviceLevels?: {
    sources?: {
      /** Google Cloud Monitoring, a project each. */
      googleCloudMonitoring?: Array<{
        /** As `metricSourceRef` of a definition names it. */
        name: string;
        /** The id of the project. No other is ever asked. */
        project: string;
        /** Between two readings; 1 min unless said otherwise, which is the least. */
        interval?: { seconds?: number; minutes?: number };
        /** Until what happened can be read for good; 4 min unless said otherwise, for some metrics are hidden for 210 s. */
        delay?: { seconds?: number; minutes?: number };
        /** How long a request may take; 30 s unless said otherwise. */
        timeout?: { seconds?: number; minutes?: number };
        /** How far back it is read what happened while nobody read; 6 h unless said otherwise. */
        catchUp?: { minutes?: number; hours?: number };
        /** How long it keeps what it measures: whoever defines an objective over more is warned. Nothing is said where it is absent. */
        keeps?: { hours?: number; days?: number };
        /** The key of a service account; the default credentials of where the portal runs unless said otherwise. */
        keyFile?: string;
        /** Another host of the API, such as restricted.googleapis.com. */
        endpoint?: string;
      }>;
    };
  };
}
