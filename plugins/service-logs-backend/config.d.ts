export interface Config {
  serviceLogs?: {
    /**
     * Names the ledger, as a URL without a scheme, and is part of every proof: choose it once. Default:
     * countersign/service-logs.
     * @example 'larkspur.example/service-logs'
     */
    ledgerOrigin?: string;
    /**
     * The path of the page of logs, for links in messages. Default: the one that `app.extensions` gives
     * `page:service-logs`, or else /logs.
     * @example '/logs'
     */
    pagesPath?: string;
    /**
     * After which a question is answered with what was found until then. Default: 10 seconds.
     * @example { seconds: 10 }
     */
    timeout?: { seconds?: number; minutes?: number };
    /** Entries of one result that is kept as evidence, at most. Default: 10000. */
    exportEntries?: number;
    definitions?: {
      /**
       * The folder of queries and metrics as code: its YAML files. Relative to where the backend is started. Default:
       * none.
       * @example '/srv/countersign/logs'
       */
      folder?: string;
    };
  };
}
