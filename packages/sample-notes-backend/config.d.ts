export interface Config {
  sampleNotes?: {
    /**
     * Names the ledger, as a URL without a scheme, and is part of every proof: choose it once.
     * Default: countersign/sample-notes.
     */
    ledgerOrigin?: string;
    /**
     * The path of the list of notes, for links in messages. Default: the one that `app.extensions` gives
     * `page:sample-notes`, or else /notes.
     */
    pagesPath?: string;
  };
}
