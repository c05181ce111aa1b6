import { HttpProvider, ProcessProvider } from '../experiment/schemas';

/** The time of a run; a test has its own. */
export interface RunClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Rejects as soon as the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** An activity that could not be done, with a sentence that says why. Anything else that is thrown is treated alike. */
export class ActivityFailed extends Error {
  override name = 'ActivityFailed';
}

/** Does what an activity says, with every variable in its place, and answers its output. */
export interface ActivityProviders {
  /** Answers `{ status, headers, body }`, also for a status of an error. */
  http(provider: HttpProvider, signal: AbortSignal): Promise<unknown>;
  /** Answers `{ status, stdout, stderr }`; absent where processes are off. */
  process?(provider: ProcessProvider, signal: AbortSignal): Promise<unknown>;
}

/** A fault as it is asked for. */
export interface FaultRequest {
  /** Chosen by whoever asks: asked again under it, the target keeps one fault. */
  id: string;
  target: string;
  fault: string;
  arguments: Record<string, unknown>;
  /** What the target asks for; kept nowhere. */
  token?: string;
}

/** What a target says of a fault that it holds. */
export interface HeldFault {
  /** By its own clock, ISO 8601. */
  expiresAt?: string;
  /** How far its clock is ahead of ours, where it told. Milliseconds. */
  clockAhead?: number;
}

/** Puts faults into a kind of target. Each request has to be safe to repeat. */
export interface FaultControl {
  /** False where a target is told only once for how long it holds a fault: its lease is the whole of its time then. */
  readonly canRenew?: boolean;
  /** The target ends the fault by itself after so many seconds. */
  inject(
    request: FaultRequest,
    leaseSeconds: number,
    signal: AbortSignal,
  ): Promise<HeldFault>;
  /** From now on so many seconds; undefined where the target holds no such fault any more. */
  renew(
    request: FaultRequest,
    leaseSeconds: number,
    signal: AbortSignal,
  ): Promise<HeldFault | undefined>;
  /** Is done as well where the fault is over already. */
  end(request: FaultRequest, signal: AbortSignal): Promise<void>;
}

/** Why a run does not go on, as the reason of the signal that stops it. */
export class RunStop extends Error {
  override name = 'RunStop';

  /**
   * @param kind - `stopped` by somebody or by a condition, `interrupted` where whoever ran it ends itself
   */
  constructor(readonly kind: 'stopped' | 'interrupted', reason: string) {
    super(reason);
  }
}
