import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  complianceEvidence?: {
    /**
     * Names the ledger, as a URL without a scheme, and is part of every proof: choose it once. Default:
     * countersign/compliance-evidence.
     * @example 'larkspur.example/compliance-evidence'
     */
    ledgerOrigin?: string;
    /**
     * The path of the list of reports, for links in messages. Default: the one that `app.extensions` gives
     * `page:compliance-evidence`, or else /evidence.
     * @example '/evidence'
     */
    pagesPath?: string;
    reports?: {
      /**
       * The folder of the reports, one folder each. Relative to where the backend is started. Default: none.
       * @example '/srv/countersign/reports'
       */
      folder?: string;
    };
    /** What evidence is taken from. Reports name these. */
    sources?: Array<{
      /**
       * A lower-case word.
       * @example 'iam-logs'
       */
      name: string;
      /**
       * file, http, postgresql, or a kind that a module brings.
       * @example 'file'
       */
      kind: string;
      /**
       * What people call it. Default: its name.
       * @example 'IAM (Google Cloud)'
       */
      system?: string;
      /**
       * What its kind needs, such as folder (file), url (http) or connection (postgresql).
       * @example { folder: '/exports/iam' }
       * @deepVisibility secret
       */
      with?: object;
    }>;
    store?: {
      /**
       * The folder of snapshots, answers and packs, for all replicas the same. Relative to where the backend is
       * started. Default: evidence, in the folder for temporary files; that is for trying out only.
       * @example '/srv/countersign/evidence'
       */
      folder?: string;
    };
    run?: {
      /** Runs at work in each replica at once. Default: 1. */
      atOnce?: number;
      /** How often a source that fails is asked before the run fails. Default: 4. */
      sourceAttempts?: number;
      /**
       * The pause after the first failure; each one after it is twice as long. Default: 5 seconds.
       * @example '5s'
       */
      retryAfter?: object | string;
      /**
       * How long one answer of a source may take. Default: 20 minutes.
       * @example '20m'
       */
      sourceTimeout?: object | string;
      /**
       * How long one query may take. Default: 10 minutes.
       * @example '10m'
       */
      queryTimeout?: object | string;
      /**
       * After how long another replica takes over from one that says nothing. Default: 20 seconds.
       * @example '20s'
       */
      lease?: object | string;
    };
    /** Questions that are asked about runs afterwards. */
    console?: {
      /**
       * How long a question may take. Default: 10 seconds.
       * @example '10s'
       */
      timeout?: object | string;
      /**
       * How long the data of a run stay staged after the last question about it. Default: 24 hours.
       * @example '24h'
       */
      keepStaged?: object | string;
      /** So many runs stay staged at most. Default: 5. */
      mostStaged?: number;
    };
    /**
     * Who is told of failures and of deadlines that come near: users and groups. Default: who asked for the run.
     * @example ['group:default/platform-sre']
     */
    alerts?: string[];
    /**
     * Makes an incident of each run that fails, or whose deadline is near or past: one a run, whatever follows. Without it
     * people are notified, and no incident is declared. Needs incident management in the portal.
     */
    incidents?: {
      /**
       * What is hit: configuration items.
       * @example ['component:default/compliance-reports']
       */
      entities: string[];
      /** Default: medium. */
      impact?: 'high' | 'medium' | 'low';
      /** Default: high. */
      urgency?: 'high' | 'medium' | 'low';
    };
    /** What becomes of evidence after the `retentionDays` of its report. */
    retention?: {
      /**
       * Erases raw bytes, answers, renderings and pack of a run then, and the text of its rows. That it was erased is in the
       * ledger, and the hashes stand. Default: false, which keeps everything.
       */
      erase?: boolean;
      /** What is kept all the same, as for a court, until the entry is taken out. */
      holds?: Array<{
        /**
         * All runs of it.
         * @example 'access-review'
         */
        report?: string;
        /**
         * One run.
         * @example 'RUN0000042'
         */
        run?: string;
        /** @example 'Case 2026-114' */
        reason: string;
      }>;
    };
    /**
     * The web page that verifies packs without the command line, for the pages of runs to offer: a file that
     * `countersign verify --page` wrote. Relative to where the backend is started. Default: none is offered.
     * @example '/srv/countersign/verify.html'
     */
    verifyPage?: string;
    /** How packs are mailed. Without it, they are only fetched. */
    mail?: {
      /** @example 'smtp.example.com' */
      host: string;
      /** @example 587 */
      port?: number;
      /** TLS from the beginning; otherwise STARTTLS is demanded unless `allowPlain`. */
      secure?: boolean;
      /** For a server on this machine. Default: false. */
      allowPlain?: boolean;
      /** @example 'countersign' */
      user?: string;
      /**
       * @example '${SMTP_PASSWORD}'
       * @visibility secret
       */
      password?: string;
      /** @example 'compliance@example.com' */
      from: string;
      /** Packs up to so many megabytes are attached, others linked. Default: 10. */
      attachUpTo?: number;
      /** How often a mail that fails is tried. Default: 6. */
      attempts?: number;
    };
  };
  search?: {
    collators?: {
      complianceEvidence?: {
        /**
         * How often reports and runs are indexed anew. Default: every five minutes.
         * @example { frequency: { minutes: 5 }, timeout: { minutes: 3 } }
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
