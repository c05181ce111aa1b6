export interface Config {
  chaosDrills?: {
    faults?: {
      /** Clusters that have Chaos Mesh: each is a provider of faults. Default: none, and then no experiment may name one. */
      chaosMesh?: Array<{
        /** As experiments name it under `with`. Default: chaos-mesh. */
        name?: string;
        /** Where pods may be broken; no other namespace is. */
        namespaces: string[];
        /** A kubeconfig. Default: that of the environment, and in a cluster the service account of the portal. */
        kubeConfig?: string;
        /** The context of the kubeconfig. Default: its current one. */
        context?: string;
      }>;
    };
  };
}
