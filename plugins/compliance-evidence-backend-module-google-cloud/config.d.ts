export interface Config {
  complianceEvidence?: {
    store?: {
      /** Keeps snapshots, answers and packs in a bucket of Google Cloud Storage. */
      googleCloudStorage?: {
        bucket: string;
        /** Before every key, such as countersign/evidence/. Default: none. */
        prefix?: string;
        /** Default: that of the credentials. */
        project?: string;
        /** The key of a service account; the default credentials of where the portal runs unless said otherwise. */
        keyFile?: string;
        /** Another host of the API, such as https://storage.restricted.googleapis.com; one at http:// gets no credentials. */
        endpoint?: string;
        /** Where bytes wait on their way, on a disk with room for the largest snapshot. Default: the folder for temporary files. */
        spoolFolder?: string;
      };
    };
    /**
     * Sources of the kinds google-cloud-logging, google-cloud-monitoring, google-cloud-assets, google-cloud-bigquery and
     * google-cloud-storage.
     */
    sources?: Array<{
      with?: {
        /** The key of a service account; the default credentials of where the portal runs unless said otherwise. */
        keyFile?: string;
        /** Another host of the API, such as restricted.googleapis.com; of Storage with https:// in front. */
        endpoint?: string;
        /**
         * Logging and monitoring: a host with a port, such as 127.0.0.1:7319, that speaks the API in JSON over HTTP and knows no
         * credentials. For trying out, and never in production.
         */
        emulator?: string;
        /** Logging: such as projects/larkspur-prod, or views of buckets. */
        resources?: string[];
        /** Monitoring: the project that is asked. BigQuery: the project that pays. Storage: default that of the credentials. */
        project?: string;
        /** Assets: such as organizations/123456. */
        parent?: string;
        /** BigQuery: such as EU. */
        location?: string;
        /** BigQuery: a query that would read more is not run. Default: 1,000,000,000,000. */
        maximumBytes?: number;
        /** Storage: where the files are. */
        bucket?: string;
        /** Storage: before every name that a query names, such as exports/iam/. Default: none. */
        prefix?: string;
      };
    }>;
  };
}
