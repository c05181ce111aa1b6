export interface Config {
  serviceLevels?: {
    sources?: {
      /** Prometheus, or what has its HTTP API: Mimir, Thanos, Google Managed Prometheus. */
      prometheus?: Array<{
        /** As `metricSourceRef` of a definition names it. */
        name: string;
        /** The address that `/api/v1/query` follows. Nothing else is ever asked, redirects included. */
        url: string;
        /** Between two readings; 1 min unless said otherwise. */
        interval?: { seconds?: number; minutes?: number };
        /** Until what was scraped can be read for good; 30 s unless said otherwise. Alerts are later by it. */
        delay?: { seconds?: number; minutes?: number };
        /** How long a request may take; 20 s unless said otherwise. */
        timeout?: { seconds?: number; minutes?: number };
        /** How far back it is read what happened while nobody read; 6 h unless said otherwise. */
        catchUp?: { minutes?: number; hours?: number };
        /** How long it keeps what it scraped: whoever defines an objective over more is warned. Nothing is said where it is absent. */
        keeps?: { hours?: number; days?: number };
        /** How often services are scraped; 15 s unless said otherwise. */
        scrapeInterval?: { seconds?: number; minutes?: number };
        /** What services exposed (raw, the default), or what the rules of `countersign slo rules` recorded of it. */
        reads?: 'raw' | 'recorded';
        /** How ranges are read: closed up to Prometheus 2 (the default), left-open from 3 on. */
        ranges?: 'closed' | 'left-open';
        /** Whether there is the series `up` of each target; true unless said otherwise. False for what is pushed. */
        up?: boolean;
        /** What is sent along. */
        headers?: {
          /** @visibility secret */
          [name: string]: string;
        };
        /** The tenant of Mimir, sent as X-Scope-OrgID. */
        tenant?: string;
        /** One of a token, a file with one, or a user with a password. */
        auth?: {
          /** @visibility secret */
          bearerToken?: string;
          /** Read anew at each request. */
          bearerTokenFile?: string;
          username?: string;
          /** @visibility secret */
          password?: string;
        };
        /** Megabytes that an answer may have; 32 unless said otherwise. */
        maxMegabytes?: number;
      }>;
    };
  };
}
