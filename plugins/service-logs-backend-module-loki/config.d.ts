export interface Config {
  serviceLogs?: {
    sources?: {
      /** Grafana Loki. */
      loki?: Array<{
        /**
         * By which definitions name it.
         * @example 'loki'
         */
        name: string;
        /**
         * As people read it. Default: the name.
         * @example 'Loki'
         */
        title?: string;
        /**
         * The address of its HTTP API, without /loki/api. Nothing else is asked, redirects included.
         * @example 'https://loki.example.com'
         */
        url: string;
        /**
         * Whose logs are asked for, where Loki has several tenants.
         * @example 'larkspur'
         */
        tenant?: string;
        /**
         * What is sent along.
         * @example { Authorization: 'Bearer ${LOKI_TOKEN}' }
         */
        headers?: {
          /** @visibility secret */
          [name: string]: string;
        };
        /**
         * How long a request may take. Default: 10 s.
         * @example { seconds: 10 }
         */
        timeout?: { seconds?: number };
        /** Megabytes that an answer may have. Default: 32. */
        maxMegabytes?: number;
        /** Whose logs are which. */
        entities: Array<{
          /** @example 'component:default/checkout-api' */
          entityRef: string;
          /**
           * The selector of its streams. Nothing that a reader writes widens it.
           * @example '{app="checkout-api"}'
           */
          selector: string;
        }>;
      }>;
    };
  };
}
