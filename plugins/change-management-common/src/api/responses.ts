import { ConfigurationItem } from '@countersign/plugin-cmdb-common';
import {
  FieldProblem,
  TimeWindow,
  ActionStateOf,
  ConditionOf,
  NextStepOf,
  Sentence,
  CountedPage,
  Page,
} from '@countersign/plugin-governance-common';
import { Sha256Digest, TimelineEvent } from '@countersign/plugin-ledger-common';
import {
  ApprovalOverview,
  ApprovalPolicy,
  CalendarBand,
  CalendarChange,
  Change,
  ChangesRequest,
  ChangeSummary,
  Conflict,
  Deployment,
  PathStep,
  PlanCounts,
  RiskAssessment,
  RiskBandOutcome,
  ScheduleRule,
  StandardChangeTemplate,
} from '../model';
import { Rejection, VoidedRound } from '../facts/facts';
import { Hand, Naming } from '../facts/hands';
import { FollowState } from '../conversation/following';
import { JourneyStep } from '../states/journey';
import { ChangeVerb } from './requests';

export type ChangePage = CountedPage<ChangeSummary>;

export type ActionState = ActionStateOf<ChangeVerb | 'edit'>;

export type NextStep = NextStepOf<ChangeVerb | 'edit'>;

export type Condition = ConditionOf<ChangeVerb | 'edit'>;

/** Everything the page of a change needs, in one request. */
export interface ChangeDetail {
  change: Change;
  risk?: RiskAssessment;
  /** The real failure rate of the change's own band. */
  riskBand?: RiskBandOutcome;
  approvals?: ApprovalOverview;
  /** What approvers want changed first, as long as it stands. */
  changesRequested: ChangesRequest[];
  conflicts: Conflict[];
  /** More changes overlap than can be compared: conflicts may have been missed, and the gate refuses. */
  conflictsTruncated?: boolean;
  actions: ActionState[];
  next: NextStep;
  /** The states it has been in, is in and goes through. */
  journey: JourneyStep[];
  /** The last rejection that no complete approval followed. */
  rejection?: Rejection;
  /** The last round of approval that was voided. */
  voidedRound?: VoidedRound;
  /** Who had which hand in it, and who is named for a duty: none of them approves it. */
  duties: { hands: Hand[]; named: Naming[] };
  deployments: Deployment[];
  items: ConfigurationItem[];
  /** Who is told what happens to it, and whether the reader is. */
  following: FollowState;
}

export interface Preview {
  risk?: RiskAssessment;
  riskBand?: RiskBandOutcome;
  conflicts: Conflict[];
  /** More changes overlap than can be compared: conflicts may have been missed. */
  conflictsTruncated?: boolean;
  nextFreeSlot?: TimeWindow;
  /** No free slot is named, since more changes are ahead than can be compared. */
  freeSlotUnknown?: boolean;
  approvals?: Omit<ApprovalOverview, 'subject' | 'subjectDigest'>;
  /** Items found from the plan. */
  items: ConfigurationItem[];
  unmapped: string[];
  planDigest?: Sha256Digest;
  /** What still stands in the way of a submission, each beside its field. */
  problems: FieldProblem[];
}

/** What was read from an uploaded plan; its digest is the handle to open a change with. */
export interface UploadedPlan {
  digest: Sha256Digest;
  counts: PlanCounts;
  items: ConfigurationItem[];
  unmapped: string[];
  redactions: number;
}

export interface CalendarResponse {
  changes: CalendarChange[];
  bands: CalendarBand[];
  /** True when more changes fall into the range than are returned. */
  truncated: boolean;
}

export interface PolicySet {
  digest: Sha256Digest;
  policies: ApprovalPolicy[];
}

export interface TemplatesResponse {
  templates: (StandardChangeTemplate & { digest: Sha256Digest })[];
}

export interface TimelineResponse extends Page<TimelineEvent> {}

export interface RelatedItem {
  entityRef: string;
  title?: string;
  tier?: string;
  depth: number;
  path: PathStep[];
}

/** The configuration item card and the "can I deploy now?" card, in one request. */
export interface ConfigurationItemResponse {
  item: ConfigurationItem;
  dependencies: RelatedItem[];
  dependants: RelatedItem[];
  /** Dangling references found on the way. */
  dangling: string[];
  lastChange?: ChangeSummary;
  openChanges: ChangeSummary[];
  recent: ChangeSummary[];
  deployNow: {
    /** `yes`: an approved change's window is open; `no`; `change-needed`. */
    answer: 'yes' | 'no' | 'change-needed';
    sentence: string;
    sentenceSegments?: Sentence;
    change?: string;
    /** What that change does not meet. */
    conditions?: Condition[];
    freeze?: { title: string; until: string };
    nextWindow?: { change: string; window: TimeWindow };
  };
}

export interface ScheduleRulesResponse {
  items: ScheduleRule[];
}
