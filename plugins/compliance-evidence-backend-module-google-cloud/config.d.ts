export interface Config {
  complianceEvidence?: {
    store?: {
      /** Keeps snapshots, answers and packs in a bucket of Google Cloud Storage. */
      googleCloudStorage?: {
        /** @example 'larkspur-evidence' */
        bucket: string;
        /**
         * Before every key. Default: none.
         * @example 'countersign/evidence/'
         */
        prefix?: string;
        /**
         * Default: that of the credentials.
         * @example 'larkspur-prod'
         */
        project?: string;
        /**
         * The key of a service account. Default: the default credentials of where the portal runs.
         * @example '/etc/countersign/evidence.json'
         */
        keyFile?: string;
        /**
         * Another host of the API; one at http:// gets no credentials.
         * @example 'https://storage.restricted.googleapis.com'
         */
        endpoint?: string;
        /**
         * Where bytes wait on their way, on a disk with room for the largest snapshot. Default: the folder for
         * temporary files.
         * @example '/var/spool/countersign'
         */
        spoolFolder?: string;
      };
    };
    /**
     * Sources of the kinds google-cloud-logging, google-cloud-monitoring, google-cloud-assets, google-cloud-bigquery and
     * google-cloud-storage.
     */
    sources?: Array<{
      with?: {
        /**
         * The key of a service account. Default: the default credentials of where the portal runs.
         * @example '/etc/countersign/evidence.json'
         */
        keyFile?: string;
        /**
         * Another host of the API; of Storage with https:// in front.
         * @example 'restricted.googleapis.com'
         */
        endpoint?: string;
        /**
         * Logging and monitoring: a host with a port, that speaks the API in JSON over HTTP and knows no credentials.
         * For trying out, and never in production.
         * @example '127.0.0.1:7319'
         */
        emulator?: string;
        /**
         * Logging: projects, folders, organizations, or views of buckets.
         * @example ['projects/larkspur-prod']
         */
        resources?: string[];
        /**
         * Monitoring: the project that is asked. BigQuery: the project that pays. Storage: default that of the
         * credentials.
         * @example 'larkspur-prod'
         */
        project?: string;
        /**
         * Assets: an organization, a folder or a project.
         * @example 'organizations/123456'
         */
        parent?: string;
        /**
         * BigQuery: where its data are.
         * @example 'EU'
         */
        location?: string;
        /** BigQuery: a query that would read more is not run. Default: 1,000,000,000,000. */
        maximumBytes?: number;
        /**
         * Storage: where the files are.
         * @example 'larkspur-exports'
         */
        bucket?: string;
        /**
         * Storage: before every name that a query names. Default: none.
         * @example 'exports/iam/'
         */
        prefix?: string;
      };
    }>;
  };
}
