import {
  createExtensionPoint,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  AskedVerb,
  DeclareIncident,
  OpenProblem,
  ProblemInput,
  ProblemVerb,
  ReviewContent,
  VerbInput,
} from '@countersign/plugin-incident-management-common';

/** What is done with an incident: a verb with its body, as it comes over HTTP. */
export type DemoIncidentCall = {
  [V in AskedVerb]: { verb: V; body: VerbInput<V> };
}[AskedVerb];

/** The same of a problem. */
export type DemoProblemCall = {
  [V in ProblemVerb]: { verb: V; body: ProblemInput<V> };
}[ProblemVerb];

/** What a sender tells of its alerts, as its webhook would deliver it. */
export interface DemoDelivery {
  integration: string;
  kind: string;
  body: unknown;
}

/**
 * Incident management at the time of a step: the services that serve everybody. Whoever acts is a person, by their entity ref.
 * Requests are checked as those that come over HTTP are, and refused with the same errors.
 */
export interface DemoIncidentDesk {
  /** Taken in and judged at once. */
  deliver(delivery: DemoDelivery): Promise<void>;
  /** The number of the incident that the alerts of a condition on an entity led to last. */
  incidentOf(entityRef: string, condition: string): Promise<string>;
  /** Resolves to its number. */
  declare(person: string, incident: DeclareIncident): Promise<string>;
  act(person: string, number: string, call: DemoIncidentCall): Promise<void>;
  /** Drafts the review of an incident, and says some of it in the words of its author. */
  writeReview(
    person: string,
    number: string,
    words: Partial<ReviewContent>,
  ): Promise<void>;
  /** Says of the open action item with this text that it is done, and how. */
  finishAction(
    person: string,
    number: string,
    done: { action: string; text: string },
  ): Promise<void>;
  /** Resolves to its number. */
  openProblem(person: string, problem: OpenProblem): Promise<string>;
  actOnProblem(
    person: string,
    number: string,
    call: DemoProblemCall,
  ): Promise<void>;
}

/** Where demo stories are played: inside one transaction, with a clock that the stories set, and which never goes back. */
export interface DemoIncidentStage {
  /**
   * Whatever comes due until then is done first: groups of alerts resolve, people are told, what is resolved is closed.
   *
   * @param options - `tells`: whom the step concerns is told, as of what is pending now
   */
  at(time: string, options?: { tells?: boolean }): Promise<DemoIncidentDesk>;
  logger: LoggerService;
  /** @throws what the portal stops with */
  signal: AbortSignal;
  onProgress(done: number, of: number): void;
}

/** The demo records of incident management. */
export interface DemoIncidents {
  /** The configuration items and people that the catalog must have. */
  needs(now: Date): string[];
  /** What of other areas the stories refer to and is still to come; undefined once it is there. */
  waitsFor(): Promise<string | undefined>;
  /** Resolves to what is told of it: "Made 42 demo incidents". */
  play(stage: DemoIncidentStage): Promise<string>;
}

export interface DemoIncidentsExtensionPoint {
  /** @throws Error when there are demo records already */
  setDemoIncidents(incidents: DemoIncidents): void;
}

/** Lets a module bring demo records, which come when `governance.demo` is on and the portal is empty. */
export const demoIncidentsExtensionPoint =
  createExtensionPoint<DemoIncidentsExtensionPoint>({
    id: 'incident-management.demo',
  });
