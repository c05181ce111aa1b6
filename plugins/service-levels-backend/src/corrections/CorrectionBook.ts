import { Journal, Unit } from '@countersign/plugin-governance-node';
import {
  CorrectionFacts,
  foldCorrection,
  ServiceLevelEntries,
  timesOf,
} from '@countersign/plugin-service-levels-common';
import { CorrectionStore, StoredCorrection } from '../database/CorrectionStore';

/** Times of a recurring correction are kept for so long, as the steps in them are. */
const KEPT_MS = 400 * 86_400_000;

/** Keeps corrections as the ledger tells them, with the times they exclude. */
export class CorrectionBook {
  constructor(
    private readonly options: {
      journal: Journal<ServiceLevelEntries>;
      corrections: CorrectionStore;
    },
  ) {}

  /** One whose first entry was just written. */
  async add(
    unit: Unit<ServiceLevelEntries>,
    number: string,
  ): Promise<StoredCorrection> {
    const { corrections } = this.options;
    const stored = { number, facts: await this.#facts(unit, number) };
    await corrections.insert(unit.trx, stored);
    await corrections.keepTimes(unit.trx, stored, this.begun(stored));
    unit.refetch('service-levels');
    return stored;
  }

  /** What the ledger holds of it by now is what it is. */
  async save(
    unit: Unit<ServiceLevelEntries>,
    number: string,
  ): Promise<StoredCorrection> {
    const { corrections } = this.options;
    const stored = { number, facts: await this.#facts(unit, number) };
    await corrections.update(unit.trx, stored);
    await corrections.keepTimes(unit.trx, stored, this.begun(stored));
    unit.refetch('service-levels');
    return stored;
  }

  async #facts(
    unit: Unit<ServiceLevelEntries>,
    number: string,
  ): Promise<CorrectionFacts> {
    const facts = foldCorrection(await unit.entries(number));
    if (!facts) throw new Error(`The ledger has no entry of ${number}`);
    return facts;
  }

  /** Those of its times that have come. */
  begun({ facts }: StoredCorrection) {
    const now = this.options.journal.now().getTime();
    const isOnce = facts.rrule === undefined;
    return timesOf(facts, {
      start: isOnce ? 0 : now - KEPT_MS,
      end: isOnce ? Date.parse('9999-01-01T00:00:00Z') : now,
    });
  }
}
