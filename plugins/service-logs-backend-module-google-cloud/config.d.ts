export interface Config {
  serviceLogs?: {
    sources?: {
      /** Google Cloud Logging. */
      googleCloudLogging?: Array<{
        /** By which definitions name it. */
        name: string;
        /** As people read it; the name unless said otherwise. */
        title?: string;
        /** The id of the project whose quota is used. */
        project: string;
        /** Where entries are looked for, such as `projects/larkspur-prod` or a view of a bucket; the project unless said otherwise. */
        resources?: string[];
        /** How long a request may take; 10 s unless said otherwise. */
        timeout?: { seconds?: number };
        /** The key of a service account; the default credentials of where the portal runs unless said otherwise. */
        keyFile?: string;
        /** Another host of the API, such as restricted.googleapis.com. */
        endpoint?: string;
        /** Whose logs are which. */
        entities: Array<{
          /** Such as `component:default/checkout-api`. */
          entityRef: string;
          /** Its entries: `resource.labels.service_name="checkout"`. Nothing that a reader writes widens it. */
          filter: string;
        }>;
      }>;
    };
    destinations?: {
      /** Tables of BigQuery, which take results that were kept as evidence. */
      bigQuery?: Array<{
        /** By which requests name it. */
        name: string;
        /** As people read it; BigQuery unless said otherwise. */
        title?: string;
        /** The id of the project. */
        project: string;
        dataset: string;
        table: string;
        /** How long a request may take; 30 s unless said otherwise. */
        timeout?: { seconds?: number };
        /** The key of a service account; the default credentials of where the portal runs unless said otherwise. */
        keyFile?: string;
        /** Another address of the API, such as https://bigquery.restricted.googleapis.com. */
        endpoint?: string;
      }>;
    };
  };
}
