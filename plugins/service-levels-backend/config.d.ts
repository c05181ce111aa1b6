export interface Config {
  serviceLevels?: {
    /** Whether this replica reads sources and judges. Default: true; false serves pages and the API only. */
    evaluate?: boolean;
    /** The origin of the ledger. Default: countersign/service-levels. Never change it: a log is known by it. */
    ledgerOrigin?: string;
    /** The path of the pages, where the app is configured elsewhere. Default: /slos. */
    pagesPath?: string;
    /** What corrections may exclude at most. */
    corrections?: {
      /** How far back one may begin when it is entered. In days. Default: 7; 13 at most. */
      daysBack?: number;
      /** How long one time lasts, in hours. Default: 24. */
      hours?: number;
      /** The share of the window of an objective that all together leave out. Default: 0.1. */
      share?: number;
      /** The same with the hours outside of service. Default: 0.8. */
      shareOutsideHours?: number;
    };
    /** Where measurements come from: each module describes its own. */
    sources?: object;
  };
}
