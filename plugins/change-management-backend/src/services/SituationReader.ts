import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Conflict,
  conflictsOf,
  displayNameIn,
  Facts,
  foldAll,
  GateDemand,
  goesUnapproved,
  isFinal,
  PlanOutline,
  RejectedContent,
  RiskAssessment,
  Standing,
  standingOf,
  World,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph, ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { itemsOf } from '@countersign/plugin-cmdb-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { isDeepStrictEqual } from 'util';
import { ItemView, itemView } from '@countersign/plugin-governance-common';
import { sideBySide } from '@countersign/plugin-governance-node';
import { ChangePatch, StoredChange } from '../database/changeRows';
import { Stores } from '../database/stores';
import { Settings } from '../settings';
import { CalendarFacts, ConflictReader, Placed } from './ConflictReader';
import { Asking, GateSources } from '../gate/GateSources';
import { RiskAssessor, RiskQuestion, RiskSubject } from './RiskAssessor';
import { eligibleIn } from './eligibleApprovers';

/** A change with its facts. */
export interface Known {
  stored: StoredChange;
  facts: Facts;
}

/** Everything the judge looks at, for one change at one moment. */
export interface Situation extends Known {
  items: ConfigurationItem[];
  world: World;
  standing: Standing | undefined;
  /** With the answers that hold. */
  conflicts: Conflict[];
}

/** A situation before submission, with the risk as submitting would settle it. */
export interface Outlook extends Situation {
  risk: RiskAssessment;
}

/** What situations are read for. */
export interface Reading extends Asking {
  /** For pages. What is over is in nobody's way, and nothing in its: they show no calendar of it, so none is read. */
  forPages?: boolean;
}

const noCalendar: CalendarFacts = {
  conflicts: [],
  conflictsTruncated: false,
  freezes: [],
  nearFreezes: [],
};

/** Reads situations. Everything in them is as it is now and comes from our records and the catalog, never from the caller. */
export class SituationReader {
  readonly #stores: Pick<
    Stores,
    'plans' | 'facts' | 'policySets' | 'rejectedContents'
  >;
  readonly #settings: Settings;
  readonly #conflicts: ConflictReader;
  readonly #risk: RiskAssessor;
  readonly #gateSources: GateSources;
  readonly #logger: LoggerService;
  readonly #ledger: Pick<Ledger, 'entriesOf'>;

  constructor(options: {
    stores: Stores;
    settings: Settings;
    conflicts: ConflictReader;
    risk: RiskAssessor;
    gateSources: GateSources;
    logger: LoggerService;
    ledger: Pick<Ledger, 'entriesOf'>;
  }) {
    this.#stores = options.stores;
    this.#settings = options.settings;
    this.#conflicts = options.conflicts;
    this.#risk = options.risk;
    this.#gateSources = options.gateSources;
    this.#logger = options.logger;
    this.#ledger = options.ledger;
  }

  /** The facts of a change that nobody holds locked: for reading only. */
  async facts(db: Knex, { change }: StoredChange): Promise<Facts> {
    const facts =
      (await this.#stores.facts.find(db, change.id)) ??
      foldAll(
        (await this.#ledger.entriesOf(change.number, db)).map(e => e.entry),
      );
    if (!facts) {
      throw new Error(
        `The ledger does not tell how ${change.number} was opened`,
      );
    }
    return facts;
  }

  async read(
    db: Knex,
    known: Known,
    graph: CmdbGraph,
    now: Date,
    reading?: Reading,
  ): Promise<Situation> {
    const [situation] = await this.readAll(db, [known], graph, now, reading);
    return situation;
  }

  /** The same for several changes at once, in as many round trips as for one. */
  async readAll(
    db: Knex,
    all: readonly Known[],
    graph: CmdbGraph,
    now: Date,
    { forPages, ...asking }: Reading = {},
  ): Promise<Situation[]> {
    if (!all.length) return [];
    const placed = forPages ? all.filter(({ facts }) => isShown(facts)) : all;
    const [calendars, demands, rejections] = await sideBySide(
      db,
      () => this.#calendars(db, placed, graph, now),
      () => this.#demandsOf(all, graph, now, asking),
      () => this.#rejectionsOf(db, all),
    );
    const calendarOf = new Map(placed.map((each, i) => [each, calendars[i]]));
    const situations: Situation[] = [];
    for (const [i, known] of all.entries()) {
      const { facts } = known;
      const calendar = calendarOf.get(known) ?? noCalendar;
      const items = itemsOf(graph, facts.content.items);
      const views = items.map(itemView);
      const world = {
        ...this.#world(facts, views, calendar, graph, now),
        demands: demands[i],
        rejections: rejections[i],
      };
      // What was assessed stands while the items are what they were; once one rose, so may the risk.
      const { items: before } = facts.asked ?? {};
      if (before && !isDeepStrictEqual(before, views)) {
        const assessing = await this.#gather(db, [known], graph, now);
        const [risk] = assessing([calendar]);
        world.risk = { score: risk.score, level: risk.level };
      }
      situations.push(this.#situation(known, items, world, graph));
    }
    return situations;
  }

  /** Assesses the risk anew, as a submission does. */
  async outlook(
    db: Knex,
    known: Known,
    graph: CmdbGraph,
    now: Date,
  ): Promise<Outlook> {
    const [outlook] = await this.outlooks(db, [known], graph, now);
    return outlook;
  }

  /** The same for several changes at once, in as many round trips as for one. */
  async outlooks(
    db: Knex,
    all: readonly Known[],
    graph: CmdbGraph,
    now: Date,
    asking?: Asking,
  ): Promise<Outlook[]> {
    if (!all.length) return [];
    const [calendars, demands, rejections, assessing] = await sideBySide(
      db,
      () => this.#calendars(db, all, graph, now),
      () => this.#demandsOf(all, graph, now, asking),
      () => this.#rejectionsOf(db, all),
      () => this.#gather(db, all, graph, now),
    );
    const risks = assessing(calendars);
    return all.map((known, i) => {
      const { facts } = known;
      const items = itemsOf(graph, facts.content.items);
      const risk = risks[i];
      const world = {
        ...this.#world(facts, items.map(itemView), calendars[i], graph, now),
        risk: { score: risk.score, level: risk.level },
        demands: demands[i],
        rejections: rejections[i],
      };
      // Assessed anew, what stood before counts no more.
      const assessed: Facts = {
        ...facts,
        content: { ...facts.content, risk: undefined },
      };
      return {
        ...this.#situation(
          { ...known, facts: facts.asked ? facts : assessed },
          items,
          world,
          graph,
        ),
        risk,
      };
    });
  }

  /** The same for a change that is not opened yet, or for what an edit would make of one. */
  async ofDraft(
    db: Knex,
    facts: Facts,
    draft: { id?: string; change: RiskSubject['change']; plan?: PlanOutline },
    graph: CmdbGraph,
    now: Date,
  ): Promise<{ world: World; risk: RiskAssessment }> {
    const { id, change, plan } = draft;
    const items = itemsOf(graph, facts.content.items);
    const [calendar, [demands], rejections, [known]] = await sideBySide(
      db,
      () => this.#conflicts.read(db, placedOf({ id, facts }), graph, now),
      () => this.#demands([{ facts, items }], now, { shows: true }),
      () => this.#rejections(db, facts, id),
      () => this.#risk.gather(db, [{ change, items }], now),
    );
    const { nearFreezes: freezes } = calendar;
    const subject = { change, items, plan, freezes };
    const risk = this.#risk.judge(subject, known, graph, now);
    const views = items.map(itemView);
    return {
      risk,
      world: {
        ...this.#world(facts, views, calendar, graph, now),
        risk: { score: risk.score, level: risk.level },
        demands,
        rejections,
      },
    };
  }

  /**
   * The world as it was at a moment: freezes, policies and what other areas demand have a history; the catalog and who is
   * in which group are as they are now.
   */
  async past(
    db: Knex,
    known: Known,
    graph: CmdbGraph,
    at: Date,
  ): Promise<World> {
    const items = itemsOf(graph, known.facts.content.items);
    const calendar = await this.#conflicts.read(
      db,
      placedOf({ id: known.stored.change.id, facts: known.facts }),
      graph,
      at,
      { asOf: at },
    );
    const set = await this.#stores.policySets.at(db, at);
    const [demands] = await this.#demands([{ facts: known.facts, items }], at, {
      past: true,
    });
    return {
      ...this.#world(known.facts, items.map(itemView), calendar, graph, at),
      ...(set && { policies: set.policies, policyDigest: set.digest }),
      demands,
      rejections: await this.#rejections(
        db,
        known.facts,
        known.stored.change.id,
        at,
      ),
    };
  }

  /**
   * Only of what nobody has to approve it is asked whether it was rejected. That it was under its own number its facts say
   * themselves, until another content of it is approved.
   */
  async #rejections(
    db: Knex,
    facts: Facts,
    id?: string,
    asOf?: Date,
  ): Promise<RejectedContent[]> {
    const isOver = !asOf && isFinal(facts.state);
    if (isOver || !goesUnapproved(facts)) return [];
    return this.#stores.rejectedContents.of(db, facts.content, {
      exceptId: facts.rejected && id,
      asOf,
    });
  }

  #calendars(db: Knex, all: readonly Known[], graph: CmdbGraph, now: Date) {
    const placed = all.map(({ stored, facts }) =>
      placedOf({ id: stored.change.id, facts }),
    );
    return this.#conflicts.readAll(db, placed, graph, now);
  }

  #demandsOf(
    all: readonly Known[],
    graph: CmdbGraph,
    now: Date,
    asking?: Asking,
  ) {
    const questions = all.map(({ facts }) => ({
      facts,
      items: itemsOf(graph, facts.content.items),
    }));
    return this.#demands(questions, now, asking);
  }

  #rejectionsOf(db: Knex, all: readonly Known[]): Promise<RejectedContent[][]> {
    return sideBySide<RejectedContent[][]>(
      db,
      ...all.map(
        ({ stored, facts }) =>
          () =>
            this.#rejections(db, facts, stored.change.id),
      ),
    );
  }

  /** What other areas demand of changes; nothing of those that are over. */
  async #demands(
    all: readonly { facts: Facts; items: ConfigurationItem[] }[],
    at: Date,
    { past = false, ...asking }: Asking & { past?: boolean } = {},
  ): Promise<GateDemand[][]> {
    if (this.#gateSources.isEmpty) return all.map(() => []);
    const open = all.filter(({ facts }) => past || !isFinal(facts.state));
    const demands = await this.#gateSources.ask(
      open.map(({ facts: { number, type, content }, items }) => {
        const { category, environment, reliabilityFix = false } = content;
        return {
          ...(number && { number }),
          change: { type, category, environment, reliabilityFix },
          items,
          at: at.toISOString(),
          past,
        };
      }),
      this.#logger,
      asking,
    );
    const found = new Map(open.map((each, i) => [each, demands[i]]));
    return all.map(each => found.get(each) ?? []);
  }

  #world(
    { content, type }: Facts,
    items: ItemView[],
    { conflicts, conflictsTruncated, freezes }: CalendarFacts,
    graph: CmdbGraph,
    now: Date,
  ): World {
    const { policies, environments, emergencyGraceMs } = this.#settings;
    const known =
      type === 'standard'
        ? this.#settings.templates.find(t => t.id === content.template?.id)
        : undefined;
    const { digest, ...template } = known ?? {};
    return {
      at: now.toISOString(),
      items,
      approversOf: group => eligibleIn(graph, group, now),
      policies: policies.policies,
      policyDigest: policies.digest,
      template: known && (template as World['template']),
      templateDigest: digest,
      freezes,
      conflicts,
      conflictsTruncated,
      risk: content.risk,
      environments,
      demands: [],
      rejections: [],
      termMs: emergencyGraceMs,
    };
  }

  #situation(
    known: Known,
    items: ConfigurationItem[],
    world: World,
    graph: CmdbGraph,
  ): Situation {
    return {
      ...known,
      items,
      world,
      get standing() {
        return standingOf(known.facts, world, displayNameIn(graph));
      },
      conflicts: conflictsOf(known.facts, world),
    };
  }

  /** @returns how they are assessed once it is known what is near their windows */
  async #gather(
    db: Knex,
    all: readonly Known[],
    graph: CmdbGraph,
    now: Date,
  ): Promise<(calendars: readonly CalendarFacts[]) => RiskAssessment[]> {
    const questions: RiskQuestion[] = all.map(
      ({ stored: { change }, facts }) => ({
        change: { ...change, team: facts.content.team ?? change.team },
        items: itemsOf(graph, facts.content.items),
      }),
    );
    const [known, outlines] = await sideBySide(
      db,
      () => this.#risk.gather(db, questions, now),
      () =>
        sideBySide<(PlanOutline | undefined)[]>(
          db,
          ...all.map(
            ({ stored: { change } }) =>
              () =>
                this.#stores.plans.outline(db, {
                  id: change.id,
                  plan: change.plan,
                }),
          ),
        ),
    );
    return calendars =>
      questions.map((question, i) =>
        this.#risk.judge(
          {
            ...question,
            plan: outlines[i],
            freezes: calendars[i].nearFreezes,
          },
          known[i],
          graph,
          now,
        ),
      );
  }
}

/** Whether the page shows what the calendar says: of what is over, only what somebody answered for or went through. */
function isShown({ state, type, acceptances }: Facts): boolean {
  return !isFinal(state) || type === 'emergency' || acceptances.length > 0;
}

/** A change as the calendar looks at it. */
export function placedOf({ id, facts }: { id?: string; facts: Facts }): Placed {
  const { content, type, implementer, number } = facts;
  return {
    id,
    ...(number && { number }),
    type,
    environment: content.environment,
    items: content.items,
    implementer,
    window: content.window,
  };
}

/** A change with what an edit would make of it, for what is read from the row: the plan and what the risk looks at. */
export function placedAfter(
  stored: StoredChange,
  patch: ChangePatch,
): StoredChange {
  return { ...stored, change: { ...stored.change, ...patch } };
}
