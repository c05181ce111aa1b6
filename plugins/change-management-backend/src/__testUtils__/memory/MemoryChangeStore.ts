import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  changeNumber,
  Change,
} from '@countersign/plugin-change-management-common';
import { compact } from '@countersign/plugin-governance-node';
import { ChangePatch, StoredChange } from '../../database/changeRows';
import { NewChange } from '../../database/ChangeStore';
import { Stores } from '../../database/stores';
import {
  MemoryDatabase,
  MemoryTable,
} from '@countersign/plugin-governance-test-utils';
import { uniqueViolation } from './violations';

/** What stands beside the change itself. */
type Beside = Omit<StoredChange, 'seq' | 'change'>;

const beside: Record<keyof Beside, true> = {
  openedBy: true,
  assessment: true,
  requirements: true,
  pendingGroups: true,
  itemOwners: true,
  declined: true,
  neverRunAt: true,
  approvalOverdueAt: true,
};

/** The defaults of the columns. */
const blank = {
  description: '',
  justification: '',
  implementationPlan: '',
  testPlan: '',
  backoutPlan: '',
  links: [],
  reliabilityFix: false,
  planAuthors: [],
  approvalStatus: 'not_requested',
  approvalRound: 1,
  onHold: false,
} as const satisfies Partial<Change>;

export const isEnded = (state: string) =>
  state === 'closed' || state === 'canceled';

type ChangeFace = Stores['changes'];

/** Change requests in memory. */
export class MemoryChangeStore implements ChangeFace {
  readonly #rows: MemoryTable<StoredChange>;
  #numbers = 0;

  constructor(database: MemoryDatabase) {
    this.#rows = database.table();
  }

  /** Every change, in the order in which they were opened. */
  all(): StoredChange[] {
    return this.#rows.all();
  }

  /** Writes beside a change what no version counts. */
  put(stored: StoredChange): void {
    this.#rows.set(stored.change.number, stored);
  }

  async nextNumber() {
    this.#numbers += 1;
    const seq = String(this.#numbers);
    return { seq, number: changeNumber.of(seq) };
  }

  async insert(
    _: unknown,
    { seq, number }: { seq: string; number: string },
    { id, requester, source, demo, ...patch }: NewChange,
    now: Date,
  ): Promise<StoredChange> {
    if (this.#ofRun(source)) throw uniqueViolation('changes_source_run');
    const at = now.toISOString();
    const opened: Partial<Change> = {
      id,
      number,
      version: 1,
      requester,
      source,
      demo,
      createdAt: at,
      updatedAt: at,
      ...blank,
    };
    const stored = patched(
      {
        seq,
        change: opened as Change,
        requirements: [],
        pendingGroups: [],
        itemOwners: [],
        declined: [],
      },
      patch,
    );
    this.put(stored);
    return stored;
  }

  async get(_: unknown, number: string): Promise<StoredChange> {
    const found = await this.find(_, number);
    if (!found) throw new NotFoundError(`There is no change ${number}`);
    return found;
  }

  async find(_: unknown, number: string): Promise<StoredChange | undefined> {
    return this.#rows.get(number);
  }

  async findMany(_: unknown, numbers: string[]): Promise<StoredChange[]> {
    return this.all().filter(({ change }) => numbers.includes(change.number));
  }

  async findBySource(_: unknown, source: Change['source']) {
    return this.#ofRun(source);
  }

  async findByPlan(_: unknown, planDigest: string) {
    return this.all()
      .reverse()
      .find(
        ({ change }) =>
          change.plan?.digest === planDigest && !isEnded(change.state),
      );
  }

  async update(
    _: unknown,
    { change: { number, version } }: StoredChange,
    patch: ChangePatch,
    now: Date,
  ): Promise<StoredChange> {
    const stands = this.#rows.get(number);
    if (stands?.change.version !== version) {
      throw new ConflictError(`${number} was written by somebody else`);
    }
    const written = patched(stands, patch);
    const stored = {
      ...written,
      change: {
        ...written.change,
        version: version + 1,
        updatedAt: now.toISOString(),
      },
    };
    this.put(stored);
    return stored;
  }

  async mark(
    _: unknown,
    { change: { number } }: StoredChange,
    patch: ChangePatch,
  ): Promise<void> {
    this.put(patched(this.#rows.get(number)!, patch));
  }

  async lockNeverRun(_: unknown, now: Date, limit: number) {
    return this.all()
      .filter(
        ({ change: { state, window }, neverRunAt }) =>
          state === 'scheduled' &&
          !neverRunAt &&
          window !== undefined &&
          window.end <= now.toISOString(),
      )
      .sort((a, b) => a.change.window!.end.localeCompare(b.change.window!.end))
      .slice(0, limit);
  }

  async lockOverdue(_: unknown, now: Date, limit: number) {
    return this.all()
      .filter(
        ({ change: { approvalDueAt, approvalStatus, state }, ...rest }) =>
          approvalDueAt !== undefined &&
          approvalDueAt <= now.toISOString() &&
          approvalStatus !== 'approved' &&
          !rest.approvalOverdueAt &&
          !isEnded(state),
      )
      .sort((a, b) =>
        a.change.approvalDueAt!.localeCompare(b.change.approvalDueAt!),
      )
      .slice(0, limit);
  }

  #ofRun(asked: Change['source']) {
    if (!asked.runId) return undefined;
    const run = runOf(asked);
    return this.all().find(({ change: { source } }) => runOf(source) === run);
  }
}

/** One change for each run, and for each stack that it plans. */
function runOf(source: Change['source']): string {
  const { kind, repository, runId, workspace, directory } = source;
  return JSON.stringify([kind, repository, runId, workspace, directory]);
}

/** As {@link ChangePatch} says: a field that is there but undefined is cleared, one that is not there stays. */
function patched(stored: StoredChange, patch: ChangePatch): StoredChange {
  const fields: [string, unknown][] = Object.entries(patch);
  const isBeside = ([name]: [string, unknown]) => name in beside;
  const apart = Object.fromEntries(fields.filter(isBeside)) as Partial<Beside>;
  const own = Object.fromEntries(fields.filter(field => !isBeside(field)));
  const change: Change = { ...stored.change, ...own };
  if ('assessment' in apart) {
    const { assessment } = apart;
    change.risk = assessment && {
      score: assessment.score,
      level: assessment.level,
    };
  }
  change.onHold = change.hold !== undefined;
  return compact({ ...stored, ...apart, change: compact(change) });
}
