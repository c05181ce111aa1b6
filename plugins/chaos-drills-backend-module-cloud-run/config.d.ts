export interface Config {
  chaosDrills?: {
    faults?: {
      /**
       * Projects of Google Cloud whose services on Cloud Run may be drilled: each is a provider of faults. Default: none, and then
       * no experiment may name one.
       */
      cloudRun?: Array<{
        /** As experiments name it under `with`. Default: cloud-run. */
        name?: string;
        /** The id of the project. No other is ever asked. */
        project: string;
        /** What may be broken, and whose it is; nothing else is. */
        services: Array<{
          /** Region and name, such as europe-west1/checkout. */
          service: string;
          /** Such as component:default/checkout. */
          entity: string;
        }>;
        /** The queue of Cloud Tasks that holds the leases: region and name, such as europe-west1/drills. */
        queue: string;
        /** The email of the service account that Cloud Tasks puts services back as. */
        serviceAccount: string;
        /** The key of a service account; the default credentials of where the portal runs unless said otherwise. */
        keyFile?: string;
      }>;
    };
  };
}
