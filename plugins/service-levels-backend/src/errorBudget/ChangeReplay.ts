import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { ChangeSummary } from '@countersign/plugin-change-management-common';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { Caller } from '@countersign/plugin-governance-node';
import {
  BudgetFigures,
  decideChange,
  ErrorBudgetPolicy,
  ErrorBudgetReplay,
  isSameDecision,
} from '@countersign/plugin-service-levels-common';
import { ObjectiveRecord } from '../database/ObjectiveListStore';
import { relationsOf, subjectOf } from './subjects';

const HOUR = 3_600_000;
/** The states of a change that was begun, at least. */
const BEGUN = ['implement', 'review', 'closed'] as const;
const MOST_CHANGES = 300;
const PAGE = 100;

/** An objective, and how its budget stood at each full hour of a past time. */
export interface PastRecord {
  record: ObjectiveRecord;
  budgets: ReadonlyMap<number, BudgetFigures>;
}

interface Replayed {
  graph: CmdbGraph;
  past: readonly PastRecord[];
  from: number;
  to: number;
  before: readonly ErrorBudgetPolicy[];
  after: readonly ErrorBudgetPolicy[];
}

type Begun = ChangeSummary & { window: NonNullable<ChangeSummary['window']> };

/** What a draft would have decided of the changes of a past time, beside what the policies in force decide. */
export class ChangeReplay {
  constructor(
    private readonly options: {
      changes: Pick<ChangeManagementService, 'getChange' | 'listChanges'>;
      logger: LoggerService;
    },
  ) {}

  /** Of the changes that the caller sees; undefined where change management does not answer. */
  async replay(
    caller: Caller,
    replayed: Replayed,
  ): Promise<ErrorBudgetReplay['changes']> {
    try {
      const { begun, capped } = await this.#begun(caller, replayed);
      const differing = [];
      for (const change of begun) {
        differing.push(...(await this.#differing(caller, change, replayed)));
      }
      return { n: begun.length, capped, differing };
    } catch (error) {
      this.options.logger.warn(
        `Changes of the past could not be read, so a draft is replayed without them: ${stringifyError(
          error,
        )}`,
      );
      return undefined;
    }
  }

  /** The latest first. */
  async #begun(
    { credentials }: Caller,
    { from, to }: Replayed,
  ): Promise<{ begun: Begun[]; capped: boolean }> {
    const begun: Begun[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.options.changes.listChanges(
        {
          state: [...BEGUN],
          windowFrom: new Date(from).toISOString(),
          windowTo: new Date(to).toISOString(),
          sort: 'window',
          limit: PAGE,
          ...(cursor && { cursor }),
        },
        { credentials },
      );
      begun.push(
        ...page.items.filter(
          (change): change is Begun =>
            change.window !== undefined &&
            Date.parse(change.window.start) >= from + HOUR,
        ),
      );
      cursor = page.nextCursor;
    } while (cursor && begun.length < MOST_CHANGES);
    return { begun, capped: cursor !== undefined };
  }

  async #differing({ credentials }: Caller, begun: Begun, replayed: Replayed) {
    const { number, title, window, type, category, environment } = begun;
    const touched = touchedBy(begun, replayed);
    const decide = (reliabilityFix: boolean) => {
      const change = { type, category, environment, reliabilityFix };
      const subjects = touched.map(({ record, relation, budget }) => ({
        ...subjectOf(replayed.graph, record, { change, relation }),
        budget,
        title: record.summary.title,
        slo: `slo:default/${record.summary.slo}`,
      }));
      const before = decideChange(replayed.before, subjects, change);
      const after = decideChange(replayed.after, subjects, change);
      return { before, after, same: isSameDecision(before, after) };
    };
    // Whether it is a reliability fix only its page says, which is read where that matters.
    const usual = decide(false);
    const fix = decide(true);
    if (usual.same && fix.same) return [];
    const { change } = await this.options.changes.getChange(number, {
      credentials,
    });
    const { same, before, after } = change.reliabilityFix ? fix : usual;
    return same ? [] : [{ number, title, at: window.start, before, after }];
  }
}

/** The objectives whose budgets a change may spend, and how each stood when it began. */
function touchedBy({ items, window }: Begun, { graph, past }: Replayed) {
  const relations = relationsOf(graph, items);
  const at = Math.floor(Date.parse(window.start) / HOUR) * HOUR;
  return past.flatMap(({ record, budgets }) => {
    const relation = relations.get(record.summary.component ?? '');
    const budget = budgets.get(at);
    return relation && budget ? [{ record, relation, budget }] : [];
  });
}
