export interface Config {
  chaosDrills?: {
    faults?: {
      /** Clusters that have Chaos Mesh: each is a provider of faults. Default: none, and then no experiment may name one. */
      chaosMesh?: Array<{
        /**
         * As experiments name it under `with`. Default: chaos-mesh.
         * @example 'chaos-mesh'
         */
        name?: string;
        /**
         * Where pods may be broken; no other namespace is.
         * @example ['checkout-staging']
         */
        namespaces: string[];
        /**
         * A kubeconfig. Default: that of the environment, and in a cluster the service account of the portal.
         * @example '/etc/countersign/kubeconfig'
         */
        kubeConfig?: string;
        /**
         * The context of the kubeconfig. Default: its current one.
         * @example 'staging'
         */
        context?: string;
      }>;
    };
  };
}
