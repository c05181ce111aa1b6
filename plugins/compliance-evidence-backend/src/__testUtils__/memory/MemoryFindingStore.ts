import {
  FindingFacts,
  findingNumber,
  findingState,
} from '@countersign/plugin-compliance-evidence-common';
import {
  controlColumn,
  CountedFindings,
  StoredFinding,
} from '../../database/FindingStore';
import { MemoryFactStore } from './MemoryFactStore';

/** A finding as it is in memory: with when a run no longer showed it, as its row has it. */
type Kept = StoredFinding & { absentAt?: string };

interface Showing {
  report: string;
  question: string;
  run: string;
  taken: string;
  periodEnd?: string;
}

/** Findings in memory: the face of a `FindingStore`, without its lists. */
export class MemoryFindingStore extends MemoryFactStore<FindingFacts, Kept> {
  constructor(
    database: ConstructorParameters<typeof MemoryFactStore<FindingFacts>>[0],
  ) {
    super(database, findingNumber);
  }

  async lockReport(): Promise<void> {
    // Transactions in memory run one after another.
  }

  async seen(_: unknown, number: string): Promise<Kept | undefined> {
    return this.rows.get(number);
  }

  async lockSeen(_: unknown, number: string): Promise<Kept | undefined> {
    return this.rows.get(number);
  }

  async lockFingerprints(
    _: unknown,
    fingerprints: readonly string[],
  ): Promise<Map<string, Kept>> {
    const found = this.all().filter(({ facts }) =>
      fingerprints.includes(facts.fingerprint),
    );
    return new Map(found.map(stored => [stored.facts.fingerprint, stored]));
  }

  async nextNumbers(_: unknown, count: number): Promise<string[]> {
    const numbers: string[] = [];
    for (let i = 0; i < count; i++) numbers.push(await this.nextNumber());
    return numbers;
  }

  async insertAll(
    _: unknown,
    all: readonly { id: string; facts: FindingFacts }[],
    now: Date,
  ): Promise<void> {
    for (const one of all) {
      const { run, taken } = one.facts.seen;
      const stored = await this.insert(_, one, now);
      this.rows.set(one.facts.number, {
        ...stored,
        lastSeenRun: run,
        lastSeenAt: taken ?? now.toISOString(),
      });
    }
  }

  async markSeen(
    _: unknown,
    numbers: readonly string[],
    { run, taken }: Pick<Showing, 'run' | 'taken'>,
  ): Promise<void> {
    for (const number of numbers) {
      const { absentRun, absentAt, ...stored } = this.rows.get(number)!;
      if (stored.lastSeenAt >= taken) continue;
      this.rows.set(number, {
        ...stored,
        lastSeenRun: run,
        lastSeenAt: taken,
        ...(absentAt !== undefined &&
          absentAt > taken && { absentRun, absentAt }),
      });
    }
  }

  async earlierSightings(
    _: unknown,
    { taken, ...place }: Omit<Showing, 'run'>,
  ): Promise<string[]> {
    const earlier = this.#unsettled(place).filter(
      ({ lastSeenAt }) => lastSeenAt < taken,
    );
    return [...new Set(earlier.map(({ lastSeenRun }) => lastSeenRun))];
  }

  async markAbsent(
    _: unknown,
    { run, taken, ...place }: Showing,
    lastSeen: readonly string[],
  ): Promise<void> {
    for (const stored of this.#unsettled(place)) {
      const { lastSeenRun, absentAt, facts } = stored;
      const isNewer = absentAt === undefined || absentAt < taken;
      if (isNewer && lastSeen.includes(lastSeenRun)) {
        this.rows.set(facts.number, {
          ...stored,
          absentRun: run,
          absentAt: taken,
        });
      }
    }
  }

  async counts(_: unknown, now: Date): Promise<CountedFindings[]> {
    return this.all()
      .filter(({ facts }) => facts.state !== 'closed')
      .map(({ facts }) => ({
        report: facts.report,
        question: facts.question,
        state: findingState(facts, now.toISOString()),
        count: 1,
      }));
  }

  async unsettledOf(
    _: unknown,
    control: { framework: string; id: string },
    limit: number,
  ): Promise<string[]> {
    return this.all()
      .filter(
        ({ facts }) =>
          facts.state !== 'closed' &&
          facts.controls.map(controlColumn).includes(controlColumn(control)),
      )
      .map(({ facts }) => facts.number)
      .slice(0, limit);
  }

  #unsettled({
    report,
    question,
    periodEnd,
  }: Pick<Showing, 'report' | 'question' | 'periodEnd'>): Kept[] {
    return this.all().filter(
      ({ facts }) =>
        facts.report === report &&
        facts.question === question &&
        facts.period?.end === periodEnd &&
        facts.state !== 'closed',
    );
  }
}
