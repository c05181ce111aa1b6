export interface Config {
  serviceLogs?: {
    /** Megabytes of compressed files that are kept unpacked in the folder for temporary files; 2048 unless said otherwise. */
    unpackedMegabytes?: number;
    sources?: {
      /** Log files on the machine of the portal. */
      file?: Array<{
        /** By which definitions name it. */
        name: string;
        /** As people read it; the name unless said otherwise. */
        title?: string;
        /** Whose logs are where. */
        entities: Array<{
          /** Such as `component:default/checkout-api`. */
          entityRef: string;
          /** Files; the last part of a path may have stars in it: `/var/log/checkout-api/*.log*`. */
          paths: string[];
        }>;
      }>;
    };
  };
}
