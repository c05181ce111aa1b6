import { randomUUID } from 'crypto';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  DRILLS_SIGNAL_CHANNEL,
  foldDrill,
  judgeRetest,
  PlanDrill,
  ScheduledFor,
} from '@countersign/plugin-chaos-drills-common';
import { CatalogReader, teamOf } from '@countersign/plugin-cmdb-node';
import { wrongField } from '@countersign/plugin-governance-common';
import { recordFact, refused } from '@countersign/plugin-governance-node';
import { DrillStore, StoredDrill } from '../database/DrillStore';
import { ExperimentStore } from '../database/ExperimentStore';
import { sha256Digest } from '../experiments/digest';
import { ExperimentLibrary } from '../experiments/ExperimentLibrary';
import { Forecaster } from '../experiments/Forecaster';
import { TargetResolver } from '../experiments/TargetResolver';
import { DrillUnit } from '../unit';

/** What planning drills needs. */
export interface DrillPlannerOptions {
  drills: DrillStore;
  experiments: ExperimentStore;
  library: ExperimentLibrary;
  resolver: TargetResolver;
  forecaster: Forecaster;
  catalog: Pick<CatalogReader, 'items'>;
}

/** A drill that can be written: its experiment was read, its targets were resolved, and its detection is predicted. */
export type PreparedDrill = Awaited<ReturnType<DrillPlanner['prepare']>>;

const ANSWER_MS = 20_000;

/** Plans drills, for people and for schedules. */
export class DrillPlanner {
  constructor(private readonly options: DrillPlannerOptions) {}

  /**
   * Asks all that is asked beforehand, outside of a transaction.
   *
   * @throws InputError saying why there can be no drill of it
   */
  async prepare(name: string) {
    const { library, resolver, forecaster, catalog } = this.options;
    const found = await library.find(name).catch(error => {
      if (!(error instanceof NotFoundError)) throw error;
      throw wrongField('experiment', error.message, InputError);
    });
    const playable = library.playable(found);
    const { title, drill } = playable.experiment;
    const team = teamOf(await catalog.items([drill.entity]));
    const signal = AbortSignal.timeout(ANSWER_MS);
    const [targets, forecast] = await Promise.all([
      resolver.resolve(playable, signal),
      forecaster.forecast(playable, signal),
    ]);
    const digest = sha256Digest(found.text);
    return {
      kept: { digest, file: found.file, content: found.text },
      data: {
        ...{ title, targets, ...forecast },
        entity: drill.entity,
        scenario: drill.scenario,
        experiment: digest,
        ...(team !== undefined && { team }),
      },
    };
  }

  /** Writes it under the next number. */
  async write(
    unit: DrillUnit,
    { kept, data }: PreparedDrill,
    under: Pick<PlanDrill, 'change' | 'retestOf'> & { schedule?: ScheduledFor },
  ): Promise<StoredDrill> {
    const { drills, experiments } = this.options;
    const { retestOf } = under;
    if (retestOf !== undefined) await this.#demandRetest(unit, data, retestOf);
    await experiments.keep(unit.trx, kept, unit.now);
    const number = await drills.nextNumber(unit.trx);
    const given = Object.entries(under).filter(([, value]) => value);
    const facts = await recordFact(
      unit,
      {
        type: 'drill.planned',
        subject: number,
        data: { ...data, ...Object.fromEntries(given) },
      },
      entry => foldDrill(undefined, entry),
    );
    const planned = await drills.insert(
      unit.trx,
      { id: randomUUID(), facts },
      unit.now,
    );
    unit.refetch(DRILLS_SIGNAL_CHANNEL);
    return planned;
  }

  /** What is repeated is over, and the same. */
  async #demandRetest(
    { trx }: DrillUnit,
    planned: PreparedDrill['data'],
    retestOf: string,
  ): Promise<void> {
    const [repeated] = await this.options.drills.find(trx, [retestOf]);
    if (!repeated) {
      throw wrongField('retestOf', `there is no drill ${retestOf}`, InputError);
    }
    const verdict = judgeRetest(planned, repeated.facts);
    if (!verdict.ok) throw refused(verdict.refusal);
  }
}
