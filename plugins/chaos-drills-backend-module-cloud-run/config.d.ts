export interface Config {
  chaosDrills?: {
    faults?: {
      /**
       * Projects of Google Cloud whose services on Cloud Run may be drilled: each is a provider of faults. Default: none, and then
       * no experiment may name one.
       */
      cloudRun?: Array<{
        /**
         * As experiments name it under `with`. Default: cloud-run.
         * @example 'cloud-run'
         */
        name?: string;
        /**
         * The id of the project. No other is ever asked.
         * @example 'larkspur-staging'
         */
        project: string;
        /** What may be broken, and whose it is; nothing else is. */
        services: Array<{
          /**
           * Region and name.
           * @example 'europe-west1/checkout'
           */
          service: string;
          /** @example 'component:default/checkout' */
          entity: string;
        }>;
        /**
         * The queue of Cloud Tasks that holds the leases: region and name.
         * @example 'europe-west1/drills'
         */
        queue: string;
        /**
         * The email of the service account that Cloud Tasks puts services back as.
         * @example 'drills@larkspur-staging.iam.gserviceaccount.com'
         */
        serviceAccount: string;
        /**
         * The key of a service account. Default: the default credentials of where the portal runs.
         * @example '/etc/countersign/drills.json'
         */
        keyFile?: string;
      }>;
    };
  };
}
