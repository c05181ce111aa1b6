export interface Config {
  serviceLogs?: {
    sources?: {
      /** Google Cloud Logging. */
      googleCloudLogging?: Array<{
        /**
         * By which definitions name it.
         * @example 'cloud-logging'
         */
        name: string;
        /**
         * As people read it. Default: the name.
         * @example 'Cloud Logging'
         */
        title?: string;
        /**
         * The id of the project whose quota is used.
         * @example 'larkspur-prod'
         */
        project: string;
        /**
         * Where entries are looked for: projects, or views of buckets. Default: the project.
         * @example ['projects/larkspur-prod']
         */
        resources?: string[];
        /**
         * How long a request may take. Default: 10 s.
         * @example { seconds: 10 }
         */
        timeout?: { seconds?: number };
        /**
         * The key of a service account. Default: the default credentials of where the portal runs.
         * @example '/etc/countersign/logging.json'
         */
        keyFile?: string;
        /**
         * Another host of the API.
         * @example 'restricted.googleapis.com'
         */
        endpoint?: string;
        /** Whose logs are which. */
        entities: Array<{
          /** @example 'component:default/checkout-api' */
          entityRef: string;
          /**
           * Its entries, as a filter of Cloud Logging. Nothing that a reader writes widens it.
           * @example 'resource.labels.service_name="checkout"'
           */
          filter: string;
        }>;
      }>;
    };
    destinations?: {
      /** Tables of BigQuery, which take results that were kept as evidence. */
      bigQuery?: Array<{
        /**
         * By which requests name it.
         * @example 'warehouse'
         */
        name: string;
        /**
         * As people read it. Default: BigQuery.
         * @example 'Warehouse'
         */
        title?: string;
        /**
         * The id of the project.
         * @example 'larkspur-prod'
         */
        project: string;
        /** @example 'operations' */
        dataset: string;
        /** @example 'kept_logs' */
        table: string;
        /**
         * How long a request may take. Default: 30 s.
         * @example { seconds: 30 }
         */
        timeout?: { seconds?: number };
        /**
         * The key of a service account. Default: the default credentials of where the portal runs.
         * @example '/etc/countersign/warehouse.json'
         */
        keyFile?: string;
        /**
         * Another address of the API.
         * @example 'https://bigquery.restricted.googleapis.com'
         */
        endpoint?: string;
      }>;
    };
  };
}
