import { randomUUID } from 'crypto';
import {
  drillSignalChannel,
  DRILLS_SIGNAL_CHANNEL,
  foldDrill,
  foldLever,
  judgePull,
  judgeRelease,
  judgeStop,
  Lever,
  leverPullPermission,
  leverReleasePermission,
  LEVER_SUBJECT,
  stopWords,
} from '@countersign/plugin-chaos-drills-common';
import { TimelineQuery } from '@countersign/plugin-governance-common';
import {
  Caller,
  recordFact,
  refused,
  timelineEvents,
} from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import { DrillAccess } from '../access';
import { DrillStore } from '../database/DrillStore';
import { GameDayStore } from '../database/GameDayStore';
import { LeverStore } from '../database/LeverStore';
import { DrillPlayer } from '../runs/DrillPlayer';
import { tellStopped } from '../runs/tellDrill';
import { DrillJournal, DrillUnit } from '../unit';
import { actorOf } from './DrillDesk';

/** What the lever needs. */
export interface LeverDeskOptions {
  journal: DrillJournal;
  ledger: Pick<Ledger, 'timeline' | 'exportSubject'>;
  lever: LeverStore;
  drills: DrillStore;
  days: Pick<GameDayStore, 'observersOf'>;
  access: DrillAccess;
  player: Pick<DrillPlayer, 'stop'>;
}

/** The one lever that stops every drill and keeps others from starting. */
export class LeverDesk {
  constructor(private readonly options: LeverDeskOptions) {}

  async read(caller: Caller): Promise<Lever> {
    const { access, lever, journal } = this.options;
    await access.demandReading(caller);
    return { pulls: await lever.read(journal.knex) };
  }

  /** Stops all that runs, in the transaction of the pull: nothing starts between. */
  async pull(
    caller: Caller,
    { reason }: { reason: string },
    idempotencyKey?: string,
  ): Promise<Lever> {
    const { access, journal, player } = this.options;
    await access.demand(
      caller,
      leverPullPermission,
      'You may not pull the lever',
    );
    let stopped: readonly string[] = [];
    let words = reason;
    const pulled = await journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const found = await this.#pull(unit, reason);
        stopped = found.stopped;
        words = found.words;
        return found.lever;
      },
      this.#repeat('pull', { reason }),
    );
    for (const number of stopped) player.stop(number, words);
    return pulled;
  }

  /** Lets drills start again, where every pull that holds it is named. */
  async release(
    caller: Caller,
    { pulls: named, reason }: { pulls: string[]; reason: string },
    idempotencyKey?: string,
  ): Promise<Lever> {
    const { access, journal, lever } = this.options;
    await access.demand(
      caller,
      leverReleasePermission,
      'You may not release the lever',
    );
    return journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const pulls = await lever.lock(unit.trx);
        const verdict = judgeRelease(pulls, named, actorOf(caller));
        if (!verdict.ok) throw refused(verdict.refusal);
        const after = await recordFact(
          unit,
          {
            type: 'lever.released',
            subject: LEVER_SUBJECT,
            data: { pulls: named, reason },
          },
          entry => foldLever(pulls, entry),
        );
        await lever.save(unit.trx, after);
        unit.refetch(DRILLS_SIGNAL_CHANNEL);
        return { pulls: [...after] };
      },
      this.#repeat('release', { pulls: named, reason }),
    );
  }

  /** What the ledger holds about the lever, newest first. */
  async timeline(caller: Caller, page: TimelineQuery) {
    const { access, ledger } = this.options;
    await access.demandReading(caller);
    return timelineEvents(ledger, LEVER_SUBJECT, page);
  }

  /** The evidence bundle of the lever. */
  async evidence(caller: Caller, since?: string) {
    const { access, ledger } = this.options;
    await access.demandReading(caller);
    return ledger.exportSubject(LEVER_SUBJECT, { olderCheckpoint: since });
  }

  async #pull(
    unit: DrillUnit,
    reason: string,
  ): Promise<{ lever: Lever; stopped: string[]; words: string }> {
    const { lever, drills, days } = this.options;
    const { trx, now } = unit;
    const pulls = await lever.lock(trx);
    const verdict = judgePull();
    if (!verdict.ok) throw refused(verdict.refusal);
    const after = await recordFact(
      unit,
      { type: 'lever.pulled', subject: LEVER_SUBJECT, data: { reason } },
      entry => foldLever(pulls, entry),
    );
    await lever.save(trx, after);
    const pull = after.at(-1)?.id;
    const words = stopWords({ reason, pull });
    const stopped: string[] = [];
    const running = await drills.running(trx);
    for (const before of (await drills.lock(trx, running)).values()) {
      const { number } = before.facts;
      // One that has ended meanwhile, or is being stopped already, is left as it is.
      if (!judgeStop(before.facts).ok) continue;
      const facts = await recordFact(
        unit,
        { type: 'drill.stop_asked', subject: number, data: { reason, pull } },
        entry => foldDrill(before.facts, entry),
      );
      const saved = await drills.save(trx, before, facts, now);
      await tellStopped(unit, facts, words, days);
      unit.refetch(drillSignalChannel(saved));
      stopped.push(number);
    }
    unit.refetch(DRILLS_SIGNAL_CHANNEL);
    return { lever: { pulls: [...after] }, stopped, words };
  }

  /** A request made again is answered with the lever as it is now. */
  #repeat(verb: string, body: object) {
    const { lever } = this.options;
    return {
      request: { verb: `lever-${verb}`, body },
      keep: () => randomUUID(),
      again: async ({ trx }: DrillUnit) => ({ pulls: await lever.read(trx) }),
    };
  }
}
