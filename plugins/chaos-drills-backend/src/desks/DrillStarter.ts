import {
  DrillDetail,
  drillSignalChannel,
  DRILLS_SIGNAL_CHANNEL,
  foldDrill,
  judgeStart,
  Readiness,
  startRefusals,
  StartWorld,
} from '@countersign/plugin-chaos-drills-common';
import { DrillPreconditions } from '@countersign/plugin-chaos-drills-node';
import {
  Caller,
  recordFact,
  refused,
} from '@countersign/plugin-governance-node';
import { Knex } from 'knex';
import { DrillAccess, permissionOf } from '../access';
import { DrillStore, StoredDrill } from '../database/DrillStore';
import { ExperimentStore } from '../database/ExperimentStore';
import { GameDayStore } from '../database/GameDayStore';
import { LeverStore } from '../database/LeverStore';
import { RunStore } from '../database/RunStore';
import { ExperimentLibrary, Playable } from '../experiments/ExperimentLibrary';
import { Forecaster } from '../experiments/Forecaster';
import { TargetResolver } from '../experiments/TargetResolver';
import { DrillPlayer } from '../runs/DrillPlayer';
import { Settings } from '../settings';
import { tellDrill } from '../runs/tellDrill';
import { DrillJournal, DrillUnit } from '../unit';
import { actorOf, DrillDesk, missing } from './DrillDesk';

/** What starting drills needs. */
export interface DrillStarterOptions {
  journal: DrillJournal;
  drills: DrillStore;
  runs: RunStore;
  days: Pick<GameDayStore, 'observersOf'>;
  experiments: ExperimentStore;
  lever: LeverStore;
  library: ExperimentLibrary;
  resolver: TargetResolver;
  forecaster: Pick<Forecaster, 'estimates'>;
  preconditions: DrillPreconditions;
  access: DrillAccess;
  desk: DrillDesk;
  player: Pick<DrillPlayer, 'play' | 'holder'>;
  leaseMs: number;
  settings: Pick<Settings, 'standardChanges'>;
}

/** What is asked outside of the transaction: other areas and targets take their time. */
type Asked = Omit<StartWorld, 'pulls' | 'running'>;

const ANSWER_MS = 20_000;

/** Starts drills: asks what holds, has it judged, and keeps what it relied on with the start. */
export class DrillStarter {
  constructor(private readonly options: DrillStarterOptions) {}

  /** Whether it might start now; nothing of it is recorded. */
  async readiness(caller: Caller, number: string): Promise<Readiness> {
    const { desk, journal, lever, settings } = this.options;
    const stored = await desk.find(caller, number);
    const { asked } = await this.#ask(stored, true);
    const { knex } = journal;
    const pulls = await lever.read(knex);
    const world = await this.#world(knex, number, asked, pulls);
    return {
      at: world.at,
      targets: world.targets,
      refusals: startRefusals(stored.facts, world, actorOf(caller)),
      standardChanges: settings.standardChanges,
    };
  }

  /** Whether this person may start drills at all. */
  async mayStart(caller: Caller): Promise<boolean> {
    return this.options.access.may(caller, permissionOf('start'));
  }

  /** Starts it, and plays it here. */
  async start(
    caller: Caller,
    number: string,
    idempotencyKey?: string,
  ): Promise<DrillDetail> {
    const { access, desk, journal, player } = this.options;
    await access.demand(
      caller,
      permissionOf('start'),
      'You may not start drills',
    );
    const stored = await desk.find(caller, number);
    const { asked, playable } = await this.#ask(stored, false);
    let begins = false;
    const started = await journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        begins = false;
        const after = await this.#start(unit, number, asked);
        begins = true;
        return after;
      },
      desk.repeat('start', { number }),
    );
    // Only whoever wrote the start plays it: a request made again finds it started.
    if (begins) player.play(started, playable);
    return desk.detail(caller, started);
  }

  async #start(
    unit: DrillUnit,
    number: string,
    asked: Asked,
  ): Promise<StoredDrill> {
    const { drills, runs, days, lever, player, leaseMs } = this.options;
    const { trx, now, actor } = unit;
    const pulls = await lever.lock(trx);
    const before = (await drills.lock(trx, [number])).get(number);
    if (!before) throw missing(number);
    const world = await this.#world(trx, number, asked, pulls);
    const verdict = judgeStart(before.facts, world, actorOf(actor));
    if (!verdict.ok) throw refused(verdict.refusal);
    const facts = await recordFact(
      unit,
      {
        type: 'drill.started',
        subject: number,
        data: { world, ...(actor.via !== undefined && { via: actor.via }) },
      },
      entry => foldDrill(before.facts, entry),
    );
    const after = await drills.save(trx, before, facts, now);
    await runs.takeTargets(trx, number, world.targets);
    await runs.open(trx, { number, holder: player.holder, leaseMs, now });
    await tellDrill(
      unit,
      facts,
      {
        occasion: 'run',
        words: `has started, and breaks ${facts.entity} on purpose`,
        weight: 'news',
      },
      days,
    );
    unit.refetch(drillSignalChannel(after));
    unit.refetch(DRILLS_SIGNAL_CHANNEL);
    return after;
  }

  async #world(
    db: Knex,
    number: string,
    asked: Asked,
    pulls: readonly { id: string }[],
  ): Promise<StartWorld> {
    const running = await this.options.runs.drilled(db, asked.targets);
    return {
      ...asked,
      pulls: pulls.map(({ id }) => id),
      running: running.filter(other => other.number !== number),
    };
  }

  async #ask(
    { facts }: StoredDrill,
    isPreview: boolean,
  ): Promise<{ asked: Asked; playable: Playable }> {
    const { preconditions, experiments, library, resolver, journal } =
      this.options;
    const { forecaster } = this.options;
    const kept = await experiments.get(journal.knex, facts.experiment);
    const playable = library.playable({
      file: kept.file,
      text: kept.content,
    });
    const signal = AbortSignal.timeout(ANSWER_MS);
    const at = journal.now().toISOString();
    const [answers, targets, estimates] = await Promise.all([
      preconditions.ask(
        {
          ...{ at, isPreview },
          entity: facts.entity,
          change: facts.change,
          experiment: facts.experiment,
          objectives: facts.budgets.map(({ objective }) => objective),
        },
        signal,
      ),
      resolver.resolve(playable, signal),
      forecaster.estimates(playable, signal),
    ]);
    return { asked: { ...answers, at, targets, estimates }, playable };
  }
}
