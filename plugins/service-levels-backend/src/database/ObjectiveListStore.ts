import { wrongField } from '@countersign/plugin-governance-common';
import { compact, iso, Row } from '@countersign/plugin-governance-node';
import {
  ListObjectivesQuery,
  Objective,
  ObjectiveState,
  objectiveStates,
  ObjectiveSummary,
  Standing,
  standingOf,
  tiersOf,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { TroubledObjective } from '../services/measuringProblems';
import { KeptVerdict } from './ObjectiveStore';

const LITTLE_TRAFFIC = 1_000_000;
const MOST_TROUBLED = 1_000;

/** An objective as a list shows it, and what it was counted from. */
export interface ListedObjective {
  summary: ObjectiveSummary;
  objective: Objective;
  measurement: string;
  fineReach: number;
  standing?: Standing & { measured: number };
}

/** An objective with what its page shows beyond the list. */
export interface ObjectiveRecord extends ListedObjective {
  digest: string;
  file: string;
  line: number;
  text: string;
  verdicts: KeptVerdict[];
  since?: number;
}

/** How many objectives there are of one owner, system and state. */
export interface ObjectiveGroup {
  owner?: string;
  system?: string;
  state: ObjectiveState;
  count: number;
}

/** The filters that decide what else a list can be narrowed to. */
type Shown = Pick<ListObjectivesQuery, 'component' | 'slo' | 'source' | 'q'>;

const listed = [
  ...['id', 'slo', 'title', 'service', 'component', 'owner', 'system'],
  ...['source', 'definition', 'measurement', 'fine_reach_ms', 'state'],
  ...['bad', 'total', 'sli', 'burn_rate', 'budget_left', 'measured'],
  ...['exhausted_in', 'verdicts', 'problem', 'evaluated_at', 'heard_at'],
];

/** Where a page of the list ended. */
const cursorSchema = z.tuple([
  z.number().int(),
  // What is left of the budget; JSON has no infinity.
  z.number().nullable(),
  z.string(),
]);

/** Where an objective stands in the list. */
interface Place {
  seq: number;
  rank: number;
  /** PostgreSQL writes an infinity into JSON as text. */
  least: number | 'Infinity';
  id: string;
}

/** The worst state first, and within it the least that is left. */
const URGENCY = `array_position(?::text[], state) AS rank, coalesce(budget_left, 'Infinity') AS least`;

/** Objectives as pages read them. */
export class ObjectiveListStore {
  /**
   * A page, the most urgent first, and how many there are of each owner, system and state: both from one look at all that
   * are shown, of which it takes what puts them in order alone.
   */
  async list(
    knex: Knex,
    query: ListObjectivesQuery,
  ): Promise<{
    items: ListedObjective[];
    groups: ObjectiveGroup[];
    nextCursor?: string;
  }> {
    const { limit, cursor, ...filters } = query;
    const { owner, system, state } = filters;
    const shown = inFilters(measured(knex), filters).select(
      ...['seq', 'id', 'owner', 'system', 'state'],
      knex.raw(URGENCY, [[...objectiveStates]]),
    );
    const page = knex('shown')
      .select('seq', 'rank', 'least', 'id')
      .orderBy(['rank', 'least', 'id'])
      .limit(limit + 1);
    for (const [column, values] of Object.entries({ owner, system, state })) {
      if (values) page.whereIn(column, values);
    }
    if (cursor !== undefined) {
      const [rank, least, id] = readCursor(cursor);
      page.whereRaw('(rank, least, id) > (?::int, ?::float8, ?)', [
        rank,
        least ?? 'Infinity',
        id,
      ]);
    }
    const counted = knex('shown')
      .groupBy('owner', 'system', 'state')
      .select('owner', 'system', 'state')
      .count('* AS count');
    const found = await knex
      .withMaterialized('shown', shown)
      .select<{ places: Place[]; groups: Row[] }[]>(
        aggregated(knex, page, 'places'),
        aggregated(knex, counted, 'groups'),
      );
    const [{ places, groups }] = found;
    const last = places.length > limit ? places[limit - 1] : undefined;
    return {
      items: await this.#at(knex, places.slice(0, limit)),
      groups: groups.map(groupOf),
      ...(last && { nextCursor: cursorAfter(last) }),
    };
  }

  async #at(knex: Knex, places: readonly Place[]): Promise<ListedObjective[]> {
    if (places.length === 0) return [];
    const rows: Row[] = await measured(knex)
      .whereRaw('seq = ANY (?::bigint[])', [places.map(({ seq }) => seq)])
      .select('seq', ...listed);
    const bySeq = new Map(rows.map(row => [Number(row.seq), row]));
    return places.flatMap(({ seq }) => {
      const row = bySeq.get(seq);
      return row ? [listedOf(row)] : [];
    });
  }

  /** Those of which nothing can be counted, or that were measured for a while: what measuring showed of them. */
  async troubled(knex: Knex): Promise<TroubledObjective[]> {
    const rows = await measured(knex)
      .whereNull('retired_at')
      .where(either =>
        either
          .whereNotNull('problem')
          // With more nothing is too little: a share of a millionth would be seen.
          .orWhere('total', '<', LITTLE_TRAFFIC),
      )
      .orderBy('id')
      .limit(MOST_TROUBLED);
    return rows.map(row => ({
      objective: row.definition,
      file: row.file,
      line: row.line,
      problem: row.problem ?? undefined,
      standing: keptStanding(row),
    }));
  }

  /** The highest promise of each of some items. */
  async promisesOf(
    knex: Knex,
    components: readonly string[],
  ): Promise<Map<string, { objective: string; target: number }>> {
    const rows = await knex('objectives')
      .whereRaw('component = ANY (?::text[])', [[...components]])
      .whereNull('retired_at')
      .select(
        'component',
        'id',
        knex.raw(`(definition->>'target')::float8 AS target`),
      )
      .orderBy(['component', { column: 'target' }, 'id']);
    return new Map(
      rows.map(({ component, id, target }) => [
        component,
        { objective: id, target: Number(target) },
      ]),
    );
  }

  /** Those of some names, as lists show them. */
  async named(
    knex: Knex,
    ids: readonly string[],
  ): Promise<Map<string, ObjectiveSummary>> {
    const rows = await measured(knex)
      .whereRaw('id = ANY (?::text[])', [[...ids]])
      .whereNull('retired_at')
      .select(...listed);
    return new Map(rows.map(row => [row.id, summaryOf(row)]));
  }

  async find(knex: Knex, id: string): Promise<ObjectiveRecord | undefined> {
    const row = await measured(knex)
      .where({ id })
      .whereNull('retired_at')
      .first();
    return row && recordOf(row);
  }

  /** Those of some components, or of all, in the order of their names. */
  async ofComponents(
    knex: Knex,
    components: readonly string[] | undefined,
    most: number,
  ): Promise<ObjectiveRecord[]> {
    const found = measured(knex)
      .whereNull('retired_at')
      .orderBy('id')
      .limit(most);
    if (components) {
      found.whereRaw('component = ANY (?::text[])', [[...components]]);
    }
    const rows: Row[] = await found;
    return rows.map(recordOf);
  }
}

function aggregated(knex: Knex, rows: Knex.QueryBuilder, name: string) {
  return knex.raw(`(SELECT coalesce(json_agg(r), '[]') FROM ? AS r) AS ??`, [
    rows,
    name,
  ]);
}

function groupOf(row: Row): ObjectiveGroup {
  return compact({
    owner: (row.owner as string | null) ?? undefined,
    system: (row.system as string | null) ?? undefined,
    state: row.state as ObjectiveState,
    count: Number(row.count),
  });
}

function recordOf(row: Row): ObjectiveRecord {
  const meter = row.meter as { since?: number } | null;
  return {
    ...listedOf(row),
    digest: String(row.digest),
    file: String(row.file),
    line: Number(row.line),
    text: String(row.text),
    verdicts: (row.verdicts as KeptVerdict[] | null) ?? [],
    since: meter?.since,
  };
}

/** What is defined, with how it stands. */
function measured(knex: Knex) {
  return knex('objectives').joinRaw('JOIN objective_states USING (seq)');
}

function keptStanding(row: Row): (Standing & { measured: number }) | undefined {
  if (row.total === null) return undefined;
  return {
    bad: Number(row.bad),
    total: Number(row.total),
    sli: Number(row.sli),
    burnRate: Number(row.burn_rate),
    budgetLeft: Number(row.budget_left),
    measured: Number(row.measured),
  };
}

function inFilters(
  query: Knex.QueryBuilder,
  { component, slo, source, q }: Shown,
): Knex.QueryBuilder {
  query.whereNull('retired_at');
  if (component !== undefined) query.where({ component });
  if (slo) query.whereIn('slo', slo);
  if (source) query.whereIn('source', source);
  if (q !== undefined) {
    query.whereRaw(
      `strpos(lower(concat_ws(E'\\n', title, id, service)), lower(?)) > 0`,
      [q],
    );
  }
  return query;
}

/** @throws InputError */
function readCursor(text: string): z.infer<typeof cursorSchema> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    value = undefined;
  }
  const read = cursorSchema.safeParse(value);
  if (!read.success) {
    throw wrongField(
      'cursor',
      'must be taken from nextCursor of the page before',
    );
  }
  return read.data;
}

function cursorAfter({ rank, least, id }: Place): string {
  const left = Number(least);
  const place = [rank, Number.isFinite(left) ? left : null, id];
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function listedOf(row: Row): ListedObjective {
  return {
    summary: summaryOf(row),
    objective: row.definition as Objective,
    measurement: String(row.measurement),
    fineReach: Number(row.fine_reach_ms),
    standing: keptStanding(row),
  };
}

function summaryOf(row: Row): ObjectiveSummary {
  const objective = row.definition as Objective;
  const { window, target } = objective;
  const standing = keptStanding(row);
  const text = (value: unknown) => (value as string | null) ?? undefined;
  return compact({
    id: String(row.id),
    slo: String(row.slo),
    title: String(row.title),
    service: String(row.service),
    component: text(row.component),
    owner: text(row.owner),
    system: text(row.system),
    source: String(row.source),
    target,
    window: windowLength(window),
    windowKind: window.kind,
    state: row.state as ObjectiveState,
    sli: standing?.sli,
    burnRate: standing?.burnRate,
    budgetLeft: standing?.budgetLeft,
    measured: standing?.measured,
    evaluatedAt: iso(row.evaluated_at),
    heardAt: iso(row.heard_at),
    problem: text(row.problem),
    burning: burningOf(objective, (row.verdicts ?? []) as KeptVerdict[]),
    exhaustedIn: (row.exhausted_in as number | null) ?? undefined,
  });
}

/** How fast it burns now, over the long window of the fastest pair that burns, or else of the fastest. */
function burningOf(
  objective: Objective,
  verdicts: readonly KeptVerdict[],
): ObjectiveSummary['burning'] {
  const at = Math.max(
    0,
    verdicts.findIndex(({ state }) => state === 'burning'),
  );
  const [tier, verdict] = [tiersOf(objective)[at], verdicts[at]];
  if (!tier || !verdict) return undefined;
  const recent = standingOf(verdict.long, objective.target);
  return typeof recent === 'string'
    ? undefined
    : { rate: recent.burnRate, window: tier.long };
}
