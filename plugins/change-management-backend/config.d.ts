import { HumanDuration } from '@backstage/types';

export interface Config {
  changeManagement?: {
    /**
     * The group that approves risky and important changes where `approvalPolicies` does not say otherwise, such as
     * group:default/change-advisory-board. Default: none, the owners of the items approve.
     */
    advisoryBoard?: string;
    /**
     * Who approves which change: in order, the first that matches applies. Checked when the backend starts. Default: an
     * owner of each item, and the advisory board, if there is one, for emergencies, high risk, SOX scope and tier 1.
     */
    approvalPolicies?: Array<{
      /** Unique. */
      name: string;
      description?: string;
      /**
       * A filter predicate over `change` (type, category, environment, team, requester, destroys, replaces, hasPlan),
       * `risk` (score, level) and `items`. Absent, it matches everything.
       */
      match?: object;
      /** `group` and `count`, or `ownersOf: items` and `count`, each. */
      require: Array<object>;
    }>;
    /**
     * Templates of standard changes: what is pre-authorized, for which items, up to which risk.
     */
    standardChangeTemplates?: Array<{
      id: string;
      title: string;
      description?: string;
      category: string;
      /** A filter predicate each configuration item must match. Absent, any may be used. */
      match?: object;
      /** Empty or absent: all. */
      environments?: string[];
      implementationPlan?: string;
      testPlan?: string;
      backoutPlan?: string;
      maxRisk?: 'low' | 'moderate' | 'high' | 'very_high';
    }>;
    /**
     * @deprecated Set `governance.environments`.
     */
    environments?: string[];
    /**
     * Kinds of catalog entity, beside Backstage's own, that changes are made to and predicates may name.
     */
    itemKinds?: string[];
    /**
     * How long after its start an emergency change may stay unapproved. Default: 24 hours.
     */
    emergencyApprovalWithin?: HumanDuration | string;
    /**
     * How many relations of the catalog a conflict by dependency may span. Default: 2.
     */
    conflictDepth?: number;
    /**
     * @deprecated Set `governance.timeZone`.
     */
    timeZone?: string;
    /**
     * Names the ledger, as a URL without a scheme, and is part of every proof: choose it once.
     * Default: countersign/change-management.
     */
    ledgerOrigin?: string;
    /**
     * The path of the list of changes, for links in messages, search and actions. Default: the one that `app.extensions`
     * gives `page:change-management`, or else /changes.
     */
    pagesPath?: string;
    /**
     * @deprecated Set `governance.demo`.
     */
    demo?: boolean | string;
  };
}
