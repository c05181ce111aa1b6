import {
  ActiveFreeze,
  applicableRules,
  CalendarChange,
  ChangeSummary,
  Conflict,
  findConflicts,
  NearFreeze,
  nearFreezes,
  nextFreeSlot,
  PlacedChange,
  ScheduleRule,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { Knex } from 'knex';
import { DateTime, Duration } from 'luxon';
import {
  LATEST_INSTANT,
  occurrences,
  remembered,
  rememberedBy,
  TimeWindow,
} from '@countersign/plugin-governance-common';
import { sideBySide } from '@countersign/plugin-governance-node';
import { Stores } from '../database/stores';
import { Settings } from '../settings';

/** A change whose window is looked at; `id` where it is stored already. */
export type Placed = PlacedChange & {
  id?: string;
  window?: TimeWindow;
};

type Dated = CalendarChange & { createdAt: string };

/** Nobody reads the two-hundredth reason; but whoever decides has to know that there are more. */
const MOST_CANDIDATES = 200;
/** So many changes ahead tell where a free slot is. */
const MOST_IN_SLOT_SEARCH = 2000;
const FREEZE_REACH = Duration.fromObject({ hours: 72 });
const SLOT_HORIZON_DAYS = 60;

/** What the calendar says about one change. */
export interface CalendarFacts {
  /** Whether or not somebody answered for them. */
  conflicts: Conflict[];
  /** More changes could conflict than were compared: what is not among the conflicts may be one all the same. */
  conflictsTruncated: boolean;
  /** In force at `now`. */
  freezes: ActiveFreeze[];
  /** Near the planned window, for risk. */
  nearFreezes: NearFreeze[];
}

/** Looks for what speaks against a change's window: other changes, freezes, maintenance windows. */
export class ConflictReader {
  readonly #store: Stores['conflicts'];
  readonly #rules: Stores['rules'];
  readonly #maxDepth: number;
  /** What is around items, as long as the catalog stays as it is: it is asked of the same ones again and again. */
  readonly #around = remembered((graph: CmdbGraph) =>
    rememberedBy(
      (items: readonly string[]) => items.join(' '),
      items => this.#search(items, graph),
    ),
  );

  constructor(options: {
    stores: Stores;
    settings: Pick<Settings, 'conflictDepth'>;
  }) {
    this.#store = options.stores.conflicts;
    this.#rules = options.stores.rules;
    this.#maxDepth = options.settings.conflictDepth;
  }

  /** @param options - `asOf`: a moment that has passed; what was declared or opened later did not speak against it. */
  async read(
    db: Knex,
    change: Placed,
    graph: CmdbGraph,
    now: Date,
    options: { asOf?: Date } = {},
  ): Promise<CalendarFacts> {
    const [facts] = await this.readAll(db, [change], graph, now, options);
    return facts;
  }

  /** The same for several changes at once, in as many round trips as for one. */
  async readAll(
    db: Knex,
    changes: readonly Placed[],
    graph: CmdbGraph,
    now: Date,
    { asOf }: { asOf?: Date } = {},
  ): Promise<CalendarFacts[]> {
    if (!changes.length) return [];
    const since = this.#since(changes, now);
    const planned = changes.filter(isPlanned);
    const [rules, found] = await sideBySide(
      db,
      () =>
        asOf
          ? this.#rules.inForceAt(db, since, asOf)
          : this.#rules.inForce(db, since),
      () =>
        this.#others(
          db,
          planned.map(change => ({ change, window: change.window })),
          graph,
          { asOf },
        ),
    );
    const othersOf = new Map(planned.map((change, i) => [change, found[i]]));
    return changes.map(change => {
      const freezes = activeFreezes(change, rules, graph, now);
      if (!isPlanned(change)) {
        return {
          conflicts: [],
          conflictsTruncated: false,
          freezes,
          nearFreezes: [],
        };
      }
      const { others, truncated } = othersOf.get(change)!;
      return {
        conflicts: findConflicts({
          change,
          others: asOf
            ? others.filter(({ createdAt }) => createdAt <= asOf.toISOString())
            : others,
          rules,
          graph,
          maxDepth: this.#maxDepth,
        }),
        conflictsTruncated: truncated,
        freezes,
        nearFreezes: nearFreezes(change, { rules, graph }),
      };
    });
  }

  /**
   * The earliest window of the same length, or of two hours, that nothing speaks against. None is named where more
   * changes could be in its way than can be compared.
   */
  async nextFreeSlot(
    db: Knex,
    change: Placed,
    graph: CmdbGraph,
    now: Date,
  ): Promise<{ slot?: TimeWindow; truncated: boolean }> {
    const { window } = change;
    const length = window
      ? Date.parse(window.end) - Date.parse(window.start)
      : Duration.fromObject({ hours: 2 }).toMillis();
    const notBefore =
      window && window.start > now.toISOString()
        ? window.start
        : now.toISOString();
    const end = DateTime.min(
      DateTime.fromISO(notBefore).plus({ days: SLOT_HORIZON_DAYS }),
      DateTime.fromISO(LATEST_INSTANT),
    );
    const range = { start: notBefore, end: end.toUTC().toISO()! };
    const [{ others, truncated }] = await this.#others(
      db,
      [{ change, window: range }],
      graph,
      { limit: MOST_IN_SLOT_SEARCH },
    );
    if (truncated) return { truncated };
    const slot = nextFreeSlot({
      change,
      durationMs: length,
      notBefore,
      horizonDays: SLOT_HORIZON_DAYS,
      rules: await this.#rules.inForce(db, new Date(notBefore)),
      others,
      graph,
      maxDepth: this.#maxDepth,
    });
    return { slot, truncated };
  }

  async #others(
    db: Knex,
    searches: readonly { change: Placed; window: TimeWindow }[],
    graph: CmdbGraph,
    { limit = MOST_CANDIDATES, asOf }: { limit?: number; asOf?: Date } = {},
  ): Promise<{ others: Dated[]; truncated: boolean }[]> {
    const found = await this.#store.overlapping(
      db,
      searches.map(({ change, window }) => ({
        items: this.#around(graph)(change.items),
        environment: change.environment,
        implementer: change.implementer,
        window,
        exceptId: change.id,
      })),
      { limit: limit + 1, asOf },
    );
    return found.map(({ ofItems, ofImplementer }) => {
      const lists = [ofItems, ofImplementer];
      const distinct = new Map(
        lists
          .flatMap(list => list.slice(0, limit))
          .map(other => [other.number, other]),
      );
      return {
        others: [...distinct.values()].flatMap(summary =>
          toCalendarChange(summary).map(other => ({
            ...other,
            createdAt: summary.createdAt,
          })),
        ),
        truncated: lists.some(list => list.length > limit),
      };
    });
  }

  /** Those of a change, those they depend on and those that depend on them. */
  #search(items: readonly string[], graph: CmdbGraph): string[] {
    const options = { maxDepth: this.#maxDepth };
    const related = this.#maxDepth
      ? [
          ...graph.dependenciesOf(items, options).entities,
          ...graph.impactOf(items, options).entities,
        ].map(e => e.entityRef)
      : [];
    return [...new Set([...items, ...related])];
  }

  #since(changes: readonly Placed[], now: Date): Date {
    const starts = changes.flatMap(({ window }) =>
      window ? [Date.parse(window.start)] : [],
    );
    return new Date(
      Math.min(now.getTime(), ...starts) - FREEZE_REACH.toMillis(),
    );
  }
}

function isPlanned(change: Placed): change is Placed & { window: TimeWindow } {
  return change.window !== undefined;
}

/** A change as the calendar shows it; none when it has no window. */
export function toCalendarChange(summary: ChangeSummary): CalendarChange[] {
  const { window } = summary;
  if (!window) return [];
  const { id, number, title, state, type, risk } = summary;
  const { items, team, environment, requester, implementer } = summary;
  const { approvalStatus, approvalDueAt } = summary;
  return [
    {
      id,
      number,
      title,
      state,
      type,
      risk,
      window,
      items,
      team,
      environment,
      requester,
      implementer,
      approvalStatus,
      approvalDueAt,
    },
  ];
}

/** Freezes in force now for the change, whether or not they let emergencies through: the gate says which. */
function activeFreezes(
  change: Placed,
  rules: ScheduleRule[],
  graph: CmdbGraph,
  now: Date,
): ActiveFreeze[] {
  const from = now.toISOString();
  const to = new Date(now.getTime() + 1).toISOString();
  return applicableRules(
    { ...change, type: 'normal' },
    { rules, graph },
  ).freezes.flatMap(rule =>
    occurrences(rule, from, to).map(({ end }) => ({
      title: rule.title,
      until: end,
      allowEmergency: rule.allowEmergency,
    })),
  );
}
