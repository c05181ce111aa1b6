import { LedgerEntry, Sha256Digest } from '@countersign/plugin-ledger-common';
import { Facts } from '../../facts/facts';
import { factsAt } from '../../facts/fold';
import { RecordedWorld, Ruleset, worldOf } from '../../judge/relied';
import { World } from '../../judge/world';
import { ChangeEntryData } from '../entries';

/** What the entries have put on record so far. */
export class Records {
  readonly #entries: LedgerEntry[] = [];
  readonly #worlds = new Map<string, RecordedWorld>();
  readonly #rulesets = new Map<string, Ruleset>();
  readonly #answers = new Map<string, ChangeEntryData<'gate.decided'>>();
  readonly #reports = new Map<string, ChangeEntryData<'deployment.reported'>>();

  add(entry: LedgerEntry): void {
    this.#entries.push(entry);
    if (entry.type === 'change.relied') {
      const { digest, world } =
        entry.data as unknown as ChangeEntryData<'change.relied'>;
      this.#worlds.set(digest, world);
    } else if (entry.type === 'change.ruleset') {
      const { digest, ruleset } =
        entry.data as unknown as ChangeEntryData<'change.ruleset'>;
      this.#rulesets.set(digest, ruleset);
    } else if (entry.type === 'gate.decided') {
      const answer = entry.data as unknown as ChangeEntryData<'gate.decided'>;
      this.#answers.set(answer.id, answer);
    } else if (entry.type === 'deployment.reported') {
      const report =
        entry.data as unknown as ChangeEntryData<'deployment.reported'>;
      this.#reports.set(report.id, report);
    }
  }

  /** The world of this digest at a moment; undefined when it is not on record. */
  world(digest: Sha256Digest | undefined, at: string): World | undefined {
    const world = digest && this.#worlds.get(digest);
    const ruleset = world && this.#rulesets.get(world.ruleset);
    return world && ruleset && worldOf(world, ruleset, at);
  }

  answer(id: string) {
    return this.#answers.get(id);
  }

  report(id: string) {
    return this.#reports.get(id);
  }

  /** The facts when a reported deployment started. What the report itself moved is not among them. */
  factsAtStartOf(id: string): Facts | undefined {
    const report = this.#reports.get(id);
    const index = this.#entries.findIndex(
      e =>
        e.type === 'deployment.reported' &&
        (e.data as unknown as ChangeEntryData<'deployment.reported'>).id === id,
    );
    return report && factsAt(this.#entries.slice(0, index), report.startedAt);
  }
}
