import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  serviceLevels?: {
    /** Whether this replica reads sources and judges. False serves pages and the API only. Default: true. */
    evaluate?: boolean;
    /**
     * Names the ledger, as a URL without a scheme, and is part of every proof: choose it once. Default:
     * countersign/service-levels.
     * @example 'larkspur.example/service-levels'
     */
    ledgerOrigin?: string;
    /**
     * The path of the pages, where the app is configured elsewhere. Default: /slos.
     * @example '/slos'
     */
    pagesPath?: string;
    /** What corrections may exclude at most. */
    corrections?: {
      /** How far back one may begin when it is entered. In days. 13 at most. Default: 7. */
      daysBack?: number;
      /** How long one time lasts, in hours. Default: 24. */
      hours?: number;
      /** The share of the window of an objective that all together leave out. Default: 0.1. */
      share?: number;
      /** The same with the hours outside of service. Default: 0.8. */
      shareOutsideHours?: number;
    };
    /** What error budgets demand of changes. */
    errorBudget?: {
      /** In order: of each objective the first that matches applies. */
      policies?: Array<{
        /** @example 'Spent' */
        name: string;
        /** @example 'Where the budget is spent, only what mends the service goes out.' */
        description?: string;
        /**
         * A filter predicate over the budget, its objective, the component and the change; absent matches everything.
         * @example { 'change.environment': 'production' }
         */
        match?: object;
        /**
         * How the budget has to stand: share left at most, burn rate above. What nobody knows meets nothing.
         * @example { leftAtMost: 0 }
         */
        when?: { leftAtMost?: number; burnRateAbove?: number };
        /** Which changes may go ahead: any, or only reliability fixes and emergencies. Default: any. */
        allow?: 'any' | 'reliability';
        /**
         * Who approves beside those that the approval policies ask.
         * @example [{ ownersOf: 'objective', count: 1 }, { group: 'group:default/sre' }]
         */
        require?: Array<
          | { group: string; count?: number }
          | { ownersOf: 'items' | 'objective'; count?: number }
        >;
      }>;
      /** What holds while nobody can say how budgets stand. Default: reliability fixes and emergencies only. */
      whenUnavailable?: {
        allow: 'any' | 'reliability';
        /** @example [{ group: 'group:default/sre', count: 1 }] */
        require?: Array<{ group: string; count?: number }>;
      };
    };
    /** Whom alerts reach beside the owners of components. */
    alerts?: {
      /** Posted to in Alertmanager's form, version 4, each signed as Standard Webhooks has it. */
      webhooks?: Array<{
        /**
         * As the target of an AlertNotificationTarget names it.
         * @example 'chat'
         */
        name: string;
        /** @example 'https://chat.example.com/hooks/slo' */
        url: string;
        /**
         * 24 bytes at least: whsec_ and base64, or a text.
         * @example '${SLO_WEBHOOK_SECRET}'
         * @visibility secret
         */
        secret: string;
        /** Whether it gets every alert, or only those whose definition names it. Default: false. */
        all?: boolean;
        /**
         * Default: 5 s.
         * @example { seconds: 5 }
         */
        timeout?: { seconds?: number; minutes?: number };
        /**
         * @example { Authorization: 'Bearer ${CHAT_TOKEN}' }
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
      }>;
    };
    /**
     * Where measurements come from: each module describes its own.
     * @example { openmetrics: [{ name: 'checkout', url: 'https://checkout.example.com/metrics' }] }
     */
    sources?: object;
  };
  search?: {
    collators?: {
      serviceLevels?: {
        /**
         * How often objectives are indexed anew. Default: every five minutes.
         * @example { frequency: { minutes: 5 }, timeout: { minutes: 3 } }
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
