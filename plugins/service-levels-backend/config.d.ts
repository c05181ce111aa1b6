import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

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
    /** What error budgets demand of changes. */
    errorBudget?: {
      /** In order: of each objective the first that matches applies. */
      policies?: Array<{
        name: string;
        description?: string;
        /** A filter predicate over the budget, its objective, the component and the change; absent matches everything. */
        match?: object;
        /** How the budget has to stand: share left at most, burn rate above. What nobody knows meets nothing. */
        when?: { leftAtMost?: number; burnRateAbove?: number };
        /** Which changes may go ahead: any (the default), or only reliability fixes and emergencies. */
        allow?: 'any' | 'reliability';
        /** Who approves beside those that the approval policies ask. */
        require?: Array<
          | { group: string; count?: number }
          | { ownersOf: 'items' | 'objective'; count?: number }
        >;
      }>;
      /** What holds while nobody can say how budgets stand. Default: reliability fixes and emergencies only. */
      whenUnavailable?: {
        allow: 'any' | 'reliability';
        require?: Array<{ group: string; count?: number }>;
      };
    };
    /** Whom alerts reach beside the owners of components. */
    alerts?: {
      /** Posted to in Alertmanager's form, version 4, each signed as Standard Webhooks has it. */
      webhooks?: Array<{
        /** As the target of an AlertNotificationTarget names it. */
        name: string;
        url: string;
        /** 24 bytes at least: whsec_ and base64, or a text. @visibility secret */
        secret: string;
        /** Whether it gets every alert, or only those whose definition names it (the default). */
        all?: boolean;
        /** Default: 5 s. */
        timeout?: { seconds?: number; minutes?: number };
        /** @deepVisibility secret */
        headers?: { [name: string]: string };
      }>;
    };
    /** Where measurements come from: each module describes its own. */
    sources?: object;
  };
  search?: {
    collators?: {
      serviceLevels?: {
        /** How often objectives are indexed anew. Default: every five minutes. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
