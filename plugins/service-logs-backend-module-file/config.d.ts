export interface Config {
  serviceLogs?: {
    /**
     * Megabytes of compressed files that are kept unpacked in the folder for temporary files. Files whose entries overlap in time have to fit
     * together: otherwise one takes the place of another at each question. Default: 2048.
     */
    unpackedMegabytes?: number;
    sources?: {
      /** Log files on the machine of the portal. */
      file?: Array<{
        /**
         * By which definitions name it.
         * @example 'files'
         */
        name: string;
        /**
         * As people read it. Default: the name.
         * @example 'Log files'
         */
        title?: string;
        /** Whose logs are where. */
        entities: Array<{
          /** @example 'component:default/checkout-api' */
          entityRef: string;
          /**
           * Files; the last part of a path may have stars in it.
           * @example ['/var/log/checkout-api/app.log*']
           */
          paths: string[];
        }>;
      }>;
    };
  };
}
