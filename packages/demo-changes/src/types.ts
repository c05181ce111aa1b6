import {
  ChangeFields,
  CloseCode,
  createChangeRequestSchema,
  Deployment,
  ScheduleRuleInput,
} from '@countersign/plugin-change-management-common';
import { z } from 'zod';

type Request = z.input<typeof createChangeRequestSchema>;

/** What a story's change says of itself. Its source is the story, and it is submitted by a step of its own. */
export type DemoRequest = Omit<Request, 'source' | 'submit' | 'requester'> & {
  requester: string;
};

/** One thing that somebody does. */
export type Deed =
  | { do: 'create' }
  | { do: 'submit' }
  | { do: 'start' }
  | { do: 'edit'; fields: Pick<ChangeFields, 'testPlan'> }
  /** Each conflict is accepted, and approval is asked for. */
  | { do: 'accept-conflicts'; justification: string }
  /** Those whom the policy asks, or those it asks for one group. */
  | { do: 'approve'; group?: string; comment?: string }
  | { do: 'reject'; comment: string }
  | { do: 'hold'; reason: string }
  | { do: 'cancel'; reason: string }
  | { do: 'comment'; text: string }
  | { do: 'complete'; notes: string }
  | { do: 'close'; code: CloseCode; notes: string }
  | { do: 'ask-gate' }
  | { do: 'report'; deployment: DemoDeployment }
  /** Windows that passed and terms that expired by then are noted, as they are every minute. */
  | { do: 'housekeeping' };

/** A deployment as the pipeline reports it. What it leaves out is as the change has it. */
export interface DemoDeployment
  extends Pick<
      Deployment,
      'externalId' | 'outcome' | 'startedAt' | 'finishedAt'
    >,
    Partial<
      Pick<
        Deployment,
        'environment' | 'items' | 'commit' | 'committedAt' | 'notes'
      >
    > {
  /** It names no change. */
  unlinked?: boolean;
  deployer?: string;
}

/** When, and by whom. */
export type Step = Deed & {
  /** ISO 8601, UTC. */
  at: string;
  /** A user, or the pipeline. */
  by: string;
  /** It is pending now: whom it concerns is told. */
  tell?: boolean;
};

/** A change and what becomes of it, in the order of its steps. */
export interface Story {
  /** Unique: the run id of its source. */
  id: string;
  /** Absent when reconciliation opens the change. */
  request?: DemoRequest;
  steps: Step[];
}

/** A freeze or a maintenance window, and who declares it when. */
export interface DemoRule {
  at: string;
  by: string;
  rule: ScheduleRuleInput;
}

/** All demo data. */
export interface Scenario {
  rules: DemoRule[];
  stories: Story[];
}
