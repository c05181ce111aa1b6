export interface Config {
  serviceLevels?: {
    sources?: {
      /** Prometheus, or what has its HTTP API: Mimir, Thanos, Google Managed Prometheus. */
      prometheus?: Array<{
        /**
         * As `metricSourceRef` of a definition names it.
         * @example 'prometheus'
         */
        name: string;
        /**
         * The address that `/api/v1/query` follows. Nothing else is ever asked, redirects included.
         * @example 'https://prometheus.example.com'
         */
        url: string;
        /**
         * Between two readings. Default: 1 min.
         * @example { minutes: 1 }
         */
        interval?: { seconds?: number; minutes?: number };
        /**
         * Until what was scraped can be read for good. Alerts are later by it. Default: 30 s.
         * @example { seconds: 30 }
         */
        delay?: { seconds?: number; minutes?: number };
        /**
         * How long a request may take. Default: 20 s.
         * @example { seconds: 20 }
         */
        timeout?: { seconds?: number; minutes?: number };
        /**
         * How far back it is read what happened while nobody read. Default: 6 h.
         * @example { hours: 6 }
         */
        catchUp?: { minutes?: number; hours?: number };
        /**
         * How long it keeps what it scraped: whoever defines an objective over more is warned. Nothing is said where
         * it is absent.
         * @example { days: 15 }
         */
        keeps?: { hours?: number; days?: number };
        /**
         * How often services are scraped. Default: 15 s.
         * @example { seconds: 15 }
         */
        scrapeInterval?: { seconds?: number; minutes?: number };
        /** What services exposed (raw), or what the rules of `countersign slo rules` recorded of it. Default: raw. */
        reads?: 'raw' | 'recorded';
        /** How ranges are read: closed up to Prometheus 2, left-open from 3 on. Default: closed. */
        ranges?: 'closed' | 'left-open';
        /** Whether there is the series `up` of each target. False for what is pushed. Default: true. */
        up?: boolean;
        /**
         * What is sent along.
         * @example { Authorization: 'Bearer ${PROMETHEUS_TOKEN}' }
         */
        headers?: {
          /** @visibility secret */
          [name: string]: string;
        };
        /**
         * The tenant of Mimir, sent as X-Scope-OrgID.
         * @example 'larkspur'
         */
        tenant?: string;
        /** One of a token, a file with one, or a user with a password. */
        auth?: {
          /**
           * @example '${PROMETHEUS_TOKEN}'
           * @visibility secret
           */
          bearerToken?: string;
          /**
           * Read anew at each request.
           * @example '/etc/countersign/prometheus-token'
           */
          bearerTokenFile?: string;
          /** @example 'countersign' */
          username?: string;
          /**
           * @example '${PROMETHEUS_PASSWORD}'
           * @visibility secret
           */
          password?: string;
        };
        /** Megabytes that an answer may have. Default: 32. */
        maxMegabytes?: number;
      }>;
    };
  };
}
