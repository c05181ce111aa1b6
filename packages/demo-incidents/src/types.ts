import {
  DeclareIncident,
  OpenProblem,
  ReviewContent,
} from '@countersign/plugin-incident-management-common';
import {
  DemoDelivery,
  DemoIncidentCall,
  DemoProblemCall,
} from '@countersign/plugin-incident-management-node';
import { AlertView } from '@countersign/plugin-service-levels-common';

/** The numbers of what a story refers to. */
export interface References {
  /** Of a change of the demo changes, by its title. */
  change(title: string): string;
  /** Of the incident or problem of another story, by its id. */
  of(story: string): string;
}

/** One thing that happens, or that somebody does. */
export type Deed =
  | { do: 'deliver'; delivery: DemoDelivery }
  | { do: 'declare'; incident: DeclareIncident }
  | { do: 'act'; call: (refs: References) => DemoIncidentCall }
  | { do: 'review'; words: Partial<ReviewContent> }
  | { do: 'finish-action'; action: string; text: string }
  | { do: 'open-problem'; problem: (refs: References) => OpenProblem }
  | { do: 'act-on-problem'; call: (refs: References) => DemoProblemCall };

/** When, and by whom. */
export type Step = Deed & {
  /** ISO 8601, UTC. */
  at: string;
  /** Entity ref of a person; nobody for what senders deliver. */
  by?: string;
  /** It is pending now: whom it concerns is told. */
  tell?: boolean;
};

/** An incident or a problem and what becomes of it, in the order of its steps. */
export interface Story {
  /** Unique. */
  id: string;
  steps: Step[];
  /** What its alerts are grouped by, where alerts open it. */
  group?: { entityRef: string; condition: string };
  /** Alerts of it are kept quiet: no incident comes of it. */
  quiet?: boolean;
  /** Titles of the changes that caused it. */
  causes: string[];
  /** What is hit. */
  entities: string[];
  /** When the impact began. */
  began: string;
  /** No request that an objective counts was lost by it. */
  unmeasured?: boolean;
}

/** An alert of service levels, with what was known when it fired. */
export type SloAlert = Pick<
  AlertView,
  | 'number'
  | 'objective'
  | 'title'
  | 'owner'
  | 'kind'
  | 'severity'
  | 'window'
  | 'resolvedAt'
  | 'acknowledged'
  | 'burnRate'
  | 'budgetLeft'
  | 'exhaustedIn'
> & {
  component: string;
  firedAt: string;
  /** Digests of the ledger entries that tell of it, where they are known. */
  entries?: { fired?: string; resolved?: string };
};
