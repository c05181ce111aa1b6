import {
  createExtensionPoint,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  ChangeDetail,
  ChangeVerb,
  CreateChangeRequest,
  Deployment,
  DeploymentReport,
  GateDecision,
  GateRequest,
  ScheduleRuleInput,
  UpdateChangeRequest,
  VerbBody,
} from '@countersign/plugin-change-management-common';

/** Who takes a step of a demo story: a person by their entity ref, or a pipeline by its name. */
export interface DemoActor {
  kind: 'user' | 'service';
  ref: string;
}

/** A verb with its body, as it comes over HTTP. */
export type DemoCall = {
  [V in ChangeVerb]: { verb: V; body: VerbBody<V> };
}[ChangeVerb];

/**
 * Change management at the time of a step: the services that serve everybody. Requests are checked as those that come
 * over HTTP are, and refused with the same errors.
 */
export interface DemoDesk {
  declare(actor: DemoActor, rule: ScheduleRuleInput): Promise<void>;
  /** In the name of the requester that the request names. */
  open(
    request: CreateChangeRequest & { requester: string },
  ): Promise<ChangeDetail>;
  get(actor: DemoActor, number: string): Promise<ChangeDetail>;
  edit(
    actor: DemoActor,
    number: string,
    request: UpdateChangeRequest,
  ): Promise<ChangeDetail>;
  act(actor: DemoActor, number: string, call: DemoCall): Promise<ChangeDetail>;
  askGate(actor: DemoActor, request: GateRequest): Promise<GateDecision>;
  report(actor: DemoActor, report: DeploymentReport): Promise<Deployment>;
  /** Windows that passed and terms that expired by then are noted, as they are every minute. */
  keepHouse(): Promise<void>;
}

/** Where a demo story is played: inside one transaction, with a clock that the story sets. */
export interface DemoStage {
  /** @param options - `tells`: whom the step concerns is told, as of what is pending now */
  at(time: string, options?: { tells?: boolean }): DemoDesk;
  logger: LoggerService;
  /** @throws what the portal stops with */
  signal: AbortSignal;
  onProgress(done: number, of: number): void;
}

/** The demo records of change management. */
export interface DemoChanges {
  /** The configuration items and people that the catalog must have. */
  needs(now: Date): string[];
  /** Resolves to what is told of it: "Made 68 demo changes". */
  play(stage: DemoStage, now: Date): Promise<string>;
}

export interface DemoChangesExtensionPoint {
  /** @throws Error when there are demo records already */
  setDemoChanges(changes: DemoChanges): void;
}

/** Lets a module bring demo records, which come when `governance.demo` is on and the portal is empty. */
export const demoChangesExtensionPoint =
  createExtensionPoint<DemoChangesExtensionPoint>({
    id: 'change-management.demo-changes',
  });
