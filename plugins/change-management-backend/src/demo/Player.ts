import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { createChangeRequestSchema } from '@countersign/plugin-change-management-common';
import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { databaseTroubleOf } from '@countersign/plugin-ledger-node';
import { Caller } from '@countersign/plugin-governance-node';
import { Services } from '../services/createServices';
import { VerbCall } from '../services/LifecycleService';
import { approve, reject } from './decisions';
import { callerOf, detailOf, Progress, turnsOf } from './progress';
import { DemoDeployment, DemoRule, Scenario, Step } from './types';

/** What came of a scenario. */
export interface Played {
  stories: number;
  /** Stories that could not be told to their end. */
  stopped: string[];
}

/**
 * Plays a scenario: each step at its own time, in the name of whoever takes it, through the services that serve
 * everybody. What was pending is asked about by services that send; the rest by services that do not.
 */
export class Player {
  readonly #services: { silent: Services; telling: Services };
  readonly #setClock: (time: Date) => void;
  readonly #logger: LoggerService;

  constructor(options: {
    services: { silent: Services; telling: Services };
    /** Sets the clock of both. */
    setClock: (time: Date) => void;
    logger: LoggerService;
  }) {
    this.#services = options.services;
    this.#setClock = options.setClock;
    this.#logger = options.logger;
  }

  /** @throws what the signal was aborted with, or the loss of the connection; a step that is refused ends its story */
  async play(scenario: Scenario, signal: AbortSignal): Promise<Played> {
    for (const rule of scenario.rules) {
      signal.throwIfAborted();
      await this.#declare(rule);
    }
    const stopped: string[] = [];
    for (const { step, progress } of turnsOf(scenario.stories)) {
      signal.throwIfAborted();
      if (progress.stopped) continue;
      try {
        await this.#take(step, progress);
      } catch (error) {
        if (databaseTroubleOf(error)) throw error;
        progress.stopped = true;
        stopped.push(progress.story.id);
        this.#logger.warn(
          `The demo change ${progress.story.id} stops at "${step.do}" of ${
            step.at
          }: ${stringifyError(error)}`,
        );
      }
    }
    return { stories: scenario.stories.length, stopped };
  }

  async #declare({ at, by, rule }: DemoRule): Promise<void> {
    this.#setClock(new Date(at));
    await this.#services.silent.calendar.createRule(callerOf(by), rule, {
      demo: true,
    });
  }

  async #take(step: Step, progress: Progress): Promise<void> {
    this.#setClock(new Date(step.at));
    const services = this.#services[step.tell ? 'telling' : 'silent'];
    const caller = callerOf(step.by);
    switch (step.do) {
      case 'create':
        await this.#create(services, progress);
        break;
      case 'ask-gate':
        await this.#askGate(services, caller, progress);
        break;
      case 'report':
        await this.#report(services, caller, step.deployment, progress);
        break;
      case 'housekeeping':
        await services.housekeeping.noteNeverRun();
        await services.housekeeping.noteOverdue();
        await this.#reread(services, caller, progress);
        break;
      case 'submit':
        await this.#act(services, caller, progress, { verb: 'submit' });
        break;
      case 'edit': {
        const { change } = detailOf(progress);
        progress.detail = await services.lifecycle.edit(caller, change.number, {
          version: change.version,
          ...step.fields,
        });
        break;
      }
      case 'accept-conflicts':
        await this.#acceptConflicts(services, caller, progress, step);
        break;
      case 'approve':
        progress.detail = await approve(
          services,
          this.#setClock,
          progress,
          step,
        );
        break;
      case 'reject':
        progress.detail = await reject(services, progress, step.comment);
        break;
      default:
        await this.#act(services, caller, progress, callOf(step));
    }
  }

  async #create(services: Services, progress: Progress): Promise<void> {
    const { id, request } = progress.story;
    if (!request) throw new Error(`The story ${id} requests nothing`);
    progress.detail = await services.changes.create(
      // Only change management itself opens demo changes, here for the requester.
      { kind: 'system', ref: request.requester },
      createChangeRequestSchema.parse({
        ...request,
        source: { kind: 'demo', runId: id },
      }),
      { demo: true },
    );
  }

  async #act(
    services: Services,
    caller: Caller,
    progress: Progress,
    call: SimpleCall,
  ): Promise<void> {
    const { number, version } = detailOf(progress).change;
    const { verb, ...body } = call;
    progress.detail = await services.lifecycle.act(caller, number, {
      verb,
      body: verb === 'comment' ? body : { ...body, version },
    } as VerbCall);
  }

  async #acceptConflicts(
    services: Services,
    caller: Caller,
    progress: Progress,
    { justification }: Pick<Step & { do: 'accept-conflicts' }, 'justification'>,
  ): Promise<void> {
    for (;;) {
      const open = detailOf(progress).conflicts.find(
        c => c.acceptable && !c.accepted,
      );
      if (!open) break;
      await this.#act(services, caller, progress, {
        verb: 'accept-conflict',
        key: open.key,
        justification,
      });
    }
    await this.#act(services, caller, progress, { verb: 'authorize' });
  }

  async #askGate(
    services: Services,
    caller: Caller,
    progress: Progress,
  ): Promise<void> {
    const { change } = detailOf(progress);
    const decision = await services.gate.ask(caller, {
      change: change.number,
      planDigest: change.plan?.digest,
      commit: change.commit,
      environment: change.environment,
    });
    progress.gateDecisionId = decision.id;
  }

  async #report(
    services: Services,
    caller: Caller,
    { unlinked, environment, items, ...reported }: DemoDeployment,
    progress: Progress,
  ): Promise<void> {
    const change = unlinked ? undefined : detailOf(progress).change;
    const deployment = await services.deployments.report(
      caller,
      {
        ...(change && {
          change: change.number,
          planDigest: change.plan?.digest as Sha256Digest | undefined,
          commit: change.commit,
          deployer: change.implementer,
        }),
        ...reported,
        environment: environment ?? change?.environment ?? 'production',
        items: items ?? [],
        gateDecisionId: progress.gateDecisionId,
      },
      { demo: true },
    );
    const { retrospectiveChange } = deployment.reconciliation;
    const number = change?.number ?? retrospectiveChange;
    if (number) progress.detail = await services.changes.get(caller, number);
  }

  async #reread(
    services: Services,
    caller: Caller,
    progress: Progress,
  ): Promise<void> {
    const { number } = detailOf(progress).change;
    progress.detail = await services.changes.get(caller, number);
  }
}

/** Verbs that need nothing but their words. */
type SimpleCall =
  | { verb: 'submit' | 'authorize' | 'start' }
  | { verb: 'hold' | 'cancel'; reason: string }
  | { verb: 'comment'; text: string }
  | { verb: 'complete'; notes: string }
  | { verb: 'close'; code: string; notes: string }
  | { verb: 'accept-conflict'; key: string; justification: string };

type SimpleStep = Extract<Step, { do: SimpleCall['verb'] }>;

function callOf(step: SimpleStep): SimpleCall {
  const { do: verb, at: _at, by: _by, tell: _tell, ...words } = step;
  return { verb, ...words } as SimpleCall;
}
