export interface Config {
  incidentManagement?: {
    /**
     * Names the ledger, as a URL without a scheme, and is part of every proof: choose it once.
     * Default: countersign/incident-management.
     */
    ledgerOrigin?: string;
    /**
     * The path of the list of incidents, for links in messages. Default: the one that `app.extensions` gives
     * `page:incident-management`, or else /incidents.
     */
    pagesPath?: string;
    /** A resolved incident is closed after so many hours, and not before. Default: 72. */
    closeAfterHours?: number;
    /** An alert that fires again within so many hours of the resolution reopens its incident. Default: 24. */
    reopenWithinHours?: number;
    /**
     * Groups whose members may have private incidents, seen by nobody else. Default: none, and no incident is private.
     */
    privateGroups?: string[];
  };
}
