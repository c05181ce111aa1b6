export interface Config {
  serviceLevels?: {
    /** Whether this replica reads sources and judges. Default: true; false serves pages and the API only. */
    evaluate?: boolean;
    /** The origin of the ledger. Default: countersign/service-levels. Never change it: a log is known by it. */
    ledgerOrigin?: string;
    /** The path of the pages, where the app is configured elsewhere. Default: /slos. */
    pagesPath?: string;
    /** Where measurements come from: each module describes its own. */
    sources?: object;
  };
}
