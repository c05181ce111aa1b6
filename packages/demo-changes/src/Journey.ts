import {
  CloseCode,
  DeploymentOutcome,
} from '@countersign/plugin-change-management-common';
import {
  between,
  DemoCalendar,
  hashOf,
  numberOf,
  PIPELINE,
  shifted,
} from '@countersign/demo-estate';
import { TimeWindow } from '@countersign/plugin-governance-common';
import { Deed, DemoDeployment, DemoRequest, Step, Story } from './types';

/** A change as its story tells it; the code it deploys, if any, is identified by the story. */
export type Subject = Omit<DemoRequest, 'commit' | 'environment'> & {
  id: string;
  environment?: string;
  /** Nothing is built for it, so that no commit is deployed. */
  withoutCommit?: boolean;
};

const HOUR = 60;

/** Where a service runs: its pipeline deploys a version to all of them at once, and reports each. */
const regions = ['eu-1', 'eu-2', 'eu-3', 'us-1', 'us-2', 'ap-1'];

/** Tells a story step by step; each step comes after the one before, at a time that such a step takes. */
export class Journey {
  readonly #id: string;
  readonly #request: DemoRequest | undefined;
  /** Who does what the story gives to nobody else. */
  readonly #lead: string;
  readonly #steps: Step[] = [];
  #at: string;

  private constructor(
    id: string,
    lead: string,
    at: string,
    request?: DemoRequest,
  ) {
    this.#id = id;
    this.#lead = lead;
    this.#at = at;
    this.#request = request;
  }

  /** The story of a change that somebody requests. */
  static of(calendar: DemoCalendar, subject: Subject): Journey {
    const { id, withoutCommit, environment = 'production', ...rest } = subject;
    const request = {
      ...rest,
      environment,
      commit: withoutCommit ? undefined : hashOf(id),
    };
    const at = firstThought(calendar, id, request.window);
    return new Journey(id, request.requester, at, request);
  }

  /** The story of a deployment that nobody asked for, and of the change that reconciliation opens for it. */
  static unasked(
    id: string,
    { start, end }: TimeWindow,
    deployment: Pick<DemoDeployment, 'items' | 'notes'> & { deployer: string },
  ): Journey {
    return new Journey(id, deployment.deployer, start).deployed('succeeded', {
      ...deployment,
      environment: 'production',
      startedAt: start,
      finishedAt: end,
      unlinked: true,
      gate: false,
    });
  }

  /** Written down; not submitted yet. */
  drafted(at = this.#at): this {
    this.#at = at;
    return this.#do({ do: 'create' });
  }

  /** Written down and submitted. */
  asked(at = this.#at): this {
    return this.drafted(at).later(25).#do({ do: 'submit' });
  }

  /** The same, a few hours ago and still waiting for those it asks: they are told. */
  askedLately(at: string): this {
    return this.drafted(at).later(25).#do({ do: 'submit' }, { tell: true });
  }

  /** Approved by everybody the policy asks. */
  approved(
    options: { after?: number; comment?: string; group?: string } = {},
  ): this {
    const { after = this.#between(0.5, 20), comment, group } = options;
    return this.later(after * HOUR).#do({ do: 'approve', comment, group });
  }

  rejected(comment: string): this {
    return this.later(this.#between(1, 9) * HOUR).#do({
      do: 'reject',
      comment,
    });
  }

  /** The implementer does it by hand: nothing is reported by a pipeline. */
  performed(notes: string, minutes = 40): this {
    const by = this.#implementer;
    return this.atWindow(5)
      .#do({ do: 'start' }, { by })
      .later(minutes)
      .#do({ do: 'complete', notes }, { by });
  }

  started(after = 5): this {
    return this.atWindow(after).#do({ do: 'start' }, { by: this.#implementer });
  }

  /** The pipeline asks the gate, deploys inside the window and reports. */
  deployed(
    outcome: DeploymentOutcome = 'succeeded',
    options: Partial<DemoDeployment> & {
      gate?: boolean;
      minutes?: number;
    } = {},
  ): this {
    const {
      gate = true,
      minutes = this.#between(6, 30),
      ...reported
    } = options;
    if (!reported.startedAt) this.atWindow(6);
    if (gate) this.#do({ do: 'ask-gate' }, { by: PIPELINE });
    const startedAt = reported.startedAt ?? shifted(this.#at, 1);
    const finishedAt = reported.finishedAt ?? shifted(startedAt, minutes);
    const run = `larkspur/deploy#${10_000 + (numberOf(this.#id) % 90_000)}`;
    const deployment = { ...this.#committed(reported), outcome, ...reported };
    if (!this.#isRegional(outcome, options)) {
      return this.#reported({
        ...deployment,
        externalId: run,
        startedAt,
        finishedAt,
      });
    }
    // One is over a minute after the other.
    for (const [i, region] of regions.entries()) {
      this.#reported({
        ...deployment,
        externalId: i === 0 ? run : `${run}/${region}`,
        notes: `Region ${region}`,
        startedAt,
        finishedAt: shifted(finishedAt, i - regions.length + 1),
      });
    }
    return this;
  }

  /** A version of a service that went to production as planned. */
  #isRegional(outcome: DeploymentOutcome, options: object): boolean {
    const { items = [], environment } = this.#request ?? {};
    return (
      outcome === 'succeeded' &&
      environment === 'production' &&
      Object.keys(options).length === 0 &&
      items.every(item => item.startsWith('component:'))
    );
  }

  #reported(deployment: DemoDeployment): this {
    this.#at = shifted(deployment.finishedAt, 2);
    return this.#do({ do: 'report', deployment }, { by: PIPELINE });
  }

  /** What is deployed was committed some time before somebody wrote the change down. */
  #committed({
    unlinked,
  }: Pick<DemoDeployment, 'unlinked'>): Pick<
    DemoDeployment,
    'commit' | 'committedAt'
  > {
    const commit = this.#request?.commit;
    if (unlinked || !commit) return {};
    const minutes = (numberOf(this.#id) % 40) * HOUR + 35;
    return { commit, committedAt: shifted(this.#steps[0].at, -minutes) };
  }

  closed(
    notes: string,
    code: CloseCode = 'successful',
    after = this.#between(1, 5),
  ): this {
    return this.later(after * HOUR).#do({ do: 'close', code, notes });
  }

  canceled(reason: string, after = 3): this {
    return this.later(after * HOUR).#do({ do: 'cancel', reason });
  }

  /** Anything else. */
  then(
    deed: Deed,
    options: { after?: number; by?: string; tell?: boolean } = {},
  ): this {
    const { after = 30, ...step } = options;
    return this.later(after).#do(deed, step);
  }

  /** The minute task passes by, this long after the window. */
  windowPassed(minutes = 4): this {
    this.#at = shifted(this.#window.end, minutes);
    return this.#do({ do: 'housekeeping' });
  }

  later(minutes: number): this {
    this.#at = shifted(this.#at, minutes);
    return this;
  }

  /** Not before the window is open for so many minutes. */
  atWindow(minutes: number): this {
    const at = shifted(this.#window.start, minutes);
    if (at > this.#at) this.#at = at;
    return this;
  }

  story(): Story {
    return { id: this.#id, request: this.#request, steps: this.#steps };
  }

  get #implementer(): string {
    return this.#request?.implementer ?? this.#lead;
  }

  get #window(): TimeWindow {
    const window = this.#request?.window;
    if (!window) throw new Error(`The story ${this.#id} has no window`);
    return window;
  }

  #do(deed: Deed, { by, tell }: { by?: string; tell?: boolean } = {}): this {
    this.#steps.push({
      ...deed,
      at: this.#at,
      by: by ?? this.#lead,
      ...(tell && { tell }),
    });
    return this;
  }

  #between(least: number, most: number): number {
    return between(`${this.#id} ${this.#steps.length}`, least, most);
  }
}

/** Two to four days before the window, and long enough ago for an approval, in office hours. */
function firstThought(
  calendar: DemoCalendar,
  id: string,
  window?: TimeWindow,
): string {
  const before = window && shifted(window.start, -between(id, 48, 96) * HOUR);
  const ago = calendar.hoursAgo(between(id, 34, 120));
  return calendar.inOffice(before && before < ago ? before : ago);
}
