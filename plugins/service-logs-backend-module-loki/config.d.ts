export interface Config {
  serviceLogs?: {
    sources?: {
      /** Grafana Loki. */
      loki?: Array<{
        /** By which definitions name it. */
        name: string;
        /** As people read it; the name unless said otherwise. */
        title?: string;
        /** The address of its HTTP API, without /loki/api. Nothing else is asked, redirects included. */
        url: string;
        /** Whose logs are asked for, where Loki has several tenants. */
        tenant?: string;
        /** What is sent along, such as `Authorization`. */
        headers?: {
          /** @visibility secret */
          [name: string]: string;
        };
        /** How long a request may take; 10 s unless said otherwise. */
        timeout?: { seconds?: number };
        /** Megabytes that an answer may have; 32 unless said otherwise. */
        maxMegabytes?: number;
        /** Whose logs are which. */
        entities: Array<{
          /** Such as `component:default/checkout-api`. */
          entityRef: string;
          /** The streams of it: `{app="checkout-api"}`. Nothing that a reader writes widens it. */
          selector: string;
        }>;
      }>;
    };
  };
}
