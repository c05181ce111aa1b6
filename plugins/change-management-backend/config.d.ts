import { HumanDuration } from '@backstage/types';

export interface Config {
  changeManagement?: {
    /**
     * The group that approves risky and important changes where `approvalPolicies` does not say otherwise. Default:
     * none, the owners of the items approve.
     * @example 'group:default/change-advisory-board'
     */
    advisoryBoard?: string;
    /**
     * Who approves which change: in order, the first that matches applies. Checked when the backend starts. Default: an
     * owner of each item, and the advisory board, if there is one, for emergencies, high risk, SOX scope and tier 1.
     */
    approvalPolicies?: Array<{
      /**
       * Unique.
       * @example 'High risk'
       */
      name: string;
      /** @example 'What is risky is weighed by the board.' */
      description?: string;
      /**
       * A filter predicate over `change` (type, category, environment, team, requester, destroys, replaces, hasPlan),
       * `risk` (score, level) and `items`. Absent, it matches everything.
       * @example { 'risk.level': { $in: ['high', 'very_high'] } }
       */
      match?: object;
      /**
       * `group` and `count`, or `ownersOf: items` and `count`, each.
       * @example [{ ownersOf: 'items', count: 1 }, { group: 'group:default/change-advisory-board', count: 1 }]
       */
      require: Array<object>;
    }>;
    /**
     * Templates of standard changes: what is pre-authorized, for which items, up to which risk.
     */
    standardChangeTemplates?: Array<{
      /** @example 'restart-service' */
      id: string;
      /** @example 'Restart a service' */
      title: string;
      /** @example 'A rolling restart without a new version.' */
      description?: string;
      /** @example 'software' */
      category: string;
      /**
       * A filter predicate each configuration item must match. Absent, any may be used.
       * @example { kind: 'Component', type: 'service' }
       */
      match?: object;
      /**
       * Empty or absent: all.
       * @example ['production', 'staging']
       */
      environments?: string[];
      /** @example 'Deploy the running revision again.' */
      implementationPlan?: string;
      /** @example 'The health check answers.' */
      testPlan?: string;
      /** @example 'Send traffic back to the former instances.' */
      backoutPlan?: string;
      /** The highest risk at which it is still standard. Default: low. */
      maxRisk?: 'low' | 'moderate' | 'high' | 'very_high';
      /** Whether a change made from it may name a commit. What is pre-authorized is a procedure, not a version. Default: false. */
      commit?: boolean;
      /** Whether a change made from it may carry a Terraform plan. Default: false. */
      plan?: boolean;
      /** Whether a change made from it is a reliability fix. */
      reliabilityFix?: boolean;
      /**
       * Which kinds of conflicts whoever uses it may accept. Default: none.
       * @example ['freeze']
       */
      acceptConflicts?: string[];
    }>;
    /**
     * @deprecated Set `governance.environments`.
     */
    environments?: string[];
    /**
     * Kinds of catalog entity, beside Backstage's own, that changes are made to and predicates may name.
     * @example ['Cluster']
     */
    itemKinds?: string[];
    /**
     * How long after its start an emergency change may stay unapproved. Default: 24 hours.
     * @example { hours: 24 }
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
     * Names the ledger, as a URL without a scheme, and is part of every proof: choose it once. Default:
     * countersign/change-management.
     * @example 'larkspur.example/change-management'
     */
    ledgerOrigin?: string;
    /**
     * The path of the list of changes, for links in messages, search and actions. Default: the one that
     * `app.extensions` gives `page:change-management`, or else /changes.
     * @example '/changes'
     */
    pagesPath?: string;
    /**
     * @deprecated Set `governance.demo`.
     */
    demo?: boolean | string;
  };
}
