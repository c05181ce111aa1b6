import { stringifyError } from '@backstage/errors';
import { turnsOf } from '@countersign/demo-estate';
import {
  DemoActor,
  DemoCall,
  DemoDesk,
  DemoStage,
} from '@countersign/plugin-change-management-node';
import { databaseTroubleOf } from '@countersign/plugin-ledger-node';
import { approve, reject } from './decisions';
import { actorOf, detailOf, Progress } from './progress';
import { DemoDeployment, DemoRule, Scenario, Step, Story } from './types';

/** What came of a scenario. */
export interface Played {
  stories: number;
  /** Stories that could not be told to their end. */
  stopped: string[];
}

/** Plays a scenario: each step at its own time, in the name of whoever takes it. */
export class Player {
  readonly #stage: DemoStage;

  constructor(stage: DemoStage) {
    this.#stage = stage;
  }

  /** @throws what the portal stops with, or the loss of the connection; a step that is refused ends its story */
  async play(scenario: Scenario): Promise<Played> {
    const { signal, onProgress } = this.#stage;
    for (const rule of scenario.rules) {
      signal.throwIfAborted();
      await this.#declare(rule);
    }
    const stopped: string[] = [];
    const turns = turnsOf<Step, Story, Progress>(scenario.stories, story => ({
      story,
    }));
    for (const [i, { step, progress }] of turns.entries()) {
      signal.throwIfAborted();
      onProgress(i, turns.length);
      if (!progress.stopped && !(await this.#take(step, progress))) {
        stopped.push(progress.story.id);
      }
    }
    onProgress(turns.length, turns.length);
    return { stories: scenario.stories.length, stopped };
  }

  async #declare({ at, by, rule }: DemoRule): Promise<void> {
    await this.#stage.at(at).declare(actorOf(by), rule);
  }

  /** Resolves to false when the story cannot go on. */
  async #take(step: Step, progress: Progress): Promise<boolean> {
    try {
      await this.#do(step, progress);
    } catch (error) {
      if (databaseTroubleOf(error)) throw error;
      progress.stopped = true;
      this.#stage.logger.warn(
        `The demo change ${progress.story.id} stops at "${step.do}" of ${
          step.at
        }: ${stringifyError(error)}`,
      );
    }
    return !progress.stopped;
  }

  async #do(step: Step, progress: Progress): Promise<void> {
    const desk = this.#stage.at(step.at, { tells: step.tell });
    const actor = actorOf(step.by);
    switch (step.do) {
      case 'create':
        progress.detail = await desk.open(requestOf(progress.story));
        break;
      case 'ask-gate':
        await askGate(desk, actor, progress);
        break;
      case 'report':
        await report(desk, actor, step.deployment, progress);
        break;
      case 'housekeeping':
        await desk.keepHouse();
        progress.detail = await desk.get(
          actor,
          detailOf(progress).change.number,
        );
        break;
      case 'edit': {
        const { number, version } = detailOf(progress).change;
        progress.detail = await desk.edit(actor, number, {
          version,
          ...step.fields,
        });
        break;
      }
      case 'accept-conflicts':
        await acceptConflicts(desk, actor, progress, step.justification);
        break;
      case 'approve':
        progress.detail = await approve(this.#stage, progress, step);
        break;
      case 'reject':
        progress.detail = await reject(desk, progress, step.comment);
        break;
      default:
        await act(desk, actor, progress, callOf(step));
    }
  }
}

/** Its source is the story. */
function requestOf({ id, request }: Story) {
  if (!request) throw new Error(`The story ${id} requests nothing`);
  return { ...request, source: { kind: 'demo' as const, runId: id } };
}

async function act(
  desk: DemoDesk,
  actor: DemoActor,
  progress: Progress,
  call: (version: number) => DemoCall,
): Promise<void> {
  const { number, version } = detailOf(progress).change;
  progress.detail = await desk.act(actor, number, call(version));
}

async function acceptConflicts(
  desk: DemoDesk,
  actor: DemoActor,
  progress: Progress,
  justification: string,
): Promise<void> {
  for (;;) {
    const open = detailOf(progress).conflicts.find(
      c => c.acceptable && !c.accepted,
    );
    if (!open) break;
    await act(desk, actor, progress, version => ({
      verb: 'accept-conflict',
      body: { version, key: open.key, justification },
    }));
  }
  await act(desk, actor, progress, version => ({
    verb: 'authorize',
    body: { version },
  }));
}

async function askGate(
  desk: DemoDesk,
  actor: DemoActor,
  progress: Progress,
): Promise<void> {
  const { change } = detailOf(progress);
  const decision = await desk.askGate(actor, {
    change: change.number,
    planDigest: change.plan?.digest,
    commit: change.commit,
    environment: change.environment,
  });
  progress.gateDecisionId = decision.id;
}

async function report(
  desk: DemoDesk,
  actor: DemoActor,
  { unlinked, environment, items, ...reported }: DemoDeployment,
  progress: Progress,
): Promise<void> {
  const change = unlinked ? undefined : detailOf(progress).change;
  const deployment = await desk.report(actor, {
    ...(change && {
      change: change.number,
      planDigest: change.plan?.digest,
      commit: change.commit,
      deployer: change.implementer,
    }),
    ...reported,
    environment: environment ?? change?.environment ?? 'production',
    items: items ?? [],
    gateDecisionId: progress.gateDecisionId,
  });
  const { retrospectiveChange } = deployment.reconciliation;
  const number = change?.number ?? retrospectiveChange;
  if (number) progress.detail = await desk.get(actor, number);
}

type SimpleStep = Extract<
  Step,
  {
    do:
      | 'submit'
      | 'start'
      | 'hold'
      | 'cancel'
      | 'comment'
      | 'complete'
      | 'close';
  }
>;

/** Verbs that need nothing but their words. */
function callOf(step: SimpleStep): (version: number) => DemoCall {
  switch (step.do) {
    case 'comment':
      return () => ({ verb: 'comment', body: { text: step.text } });
    case 'hold':
    case 'cancel':
      return version => ({
        verb: step.do,
        body: { version, reason: step.reason },
      });
    case 'complete':
      return version => ({
        verb: 'complete',
        body: { version, notes: step.notes },
      });
    case 'close':
      return version => ({
        verb: 'close',
        body: { version, code: step.code, notes: step.notes },
      });
    default:
      return version => ({ verb: step.do, body: { version } });
  }
}
