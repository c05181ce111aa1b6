import {
  actionStates,
  ChangeDetail,
  changesRequestedOf,
  journeyOf,
  nextStep,
  FollowRole,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import {
  Together,
  Caller,
  callerKind,
  sideBySide,
} from '@countersign/plugin-governance-node';
import {
  Following,
  followStateOf,
} from '@countersign/plugin-governance-common';
import { Rights } from '../access/Authorizer';
import { StoredChange } from '../database/changeRows';
import { KeptChange } from '../database/FactsStore';
import { Stores } from '../database/stores';
import { Followers } from './Followers';
import type { Journal, Unit } from './Journal';
import { RiskAssessor } from './RiskAssessor';
import { Known, Situation, SituationReader } from './SituationReader';

/** Who looks at a change, and what they may. */
export interface Reader {
  caller: Caller;
  rights: Rights;
}

type Question = Reader & { number: string };

/** So many of those who wait are answered with one read. */
const MOST_TOGETHER = 32;

/** A page as far as it is the same for everybody. */
type Page = Omit<ChangeDetail, 'actions' | 'following'> & {
  situation: Situation;
  follows: { following: Following<FollowRole>; graph: CmdbGraph };
};

/** Puts together what the page of a change needs, as its reader may see and act on it. */
export class ChangeReader {
  readonly #stores: Pick<Stores, 'deployments' | 'facts'>;
  readonly #journal: Pick<Journal, 'knex' | 'now'>;
  readonly #catalog: CatalogReader;
  readonly #situations: SituationReader;
  readonly #risk: RiskAssessor;
  readonly #followers: Followers;
  /** A commit makes every page that shows the change ask again, all at once. */
  readonly #readers = new Together<Question, ChangeDetail>({
    answer: questions => this.#together(questions),
    alone: question => this.#alone(question),
    most: MOST_TOGETHER,
    rounds: 2,
  });

  constructor(options: {
    stores: Stores;
    journal: Journal;
    catalog: CatalogReader;
    situations: SituationReader;
    risk: RiskAssessor;
    followers: Followers;
  }) {
    this.#stores = options.stores;
    this.#journal = options.journal;
    this.#catalog = options.catalog;
    this.#situations = options.situations;
    this.#risk = options.risk;
    this.#followers = options.followers;
  }

  /**
   * The page of a change, read with those that others ask for at the same time.
   *
   * @throws NotFoundError when there is none that the reader may read
   */
  page(number: string, reader: Reader): Promise<ChangeDetail> {
    return this.#readers.ask({ ...reader, number });
  }

  /** What a unit of work answers with: the page as it is after what the unit did. */
  within(
    reader: Reader,
    graph: CmdbGraph,
  ): (unit: Unit, stored: StoredChange) => Promise<ChangeDetail> {
    return async (unit, stored) => {
      const kept = { stored, facts: unit.facts(stored.change.number) };
      const [page] = await this.#pages(unit.trx, [kept], graph, unit.now);
      return pageFor(reader, page);
    };
  }

  async #alone({ number, ...reader }: Question): Promise<ChangeDetail> {
    const { knex } = this.#journal;
    const [kept] = await this.#stores.facts.changes(knex, [number]);
    if (!kept || !reader.rights.may('read', kept.stored)) {
      throw new NotFoundError(`There is no change ${number}`);
    }
    const graph = await this.#catalog.graph();
    const now = this.#journal.now();
    const [page] = await this.#pages(knex, [kept], graph, now);
    return pageFor(reader, page);
  }

  /**
   * What a submission of a draft would settle takes longer: those that are decided do not wait for it. Left to be read
   * alone is what its reader may not read.
   */
  async #together(
    questions: Question[],
  ): Promise<(ChangeDetail | Promise<ChangeDetail> | undefined)[]> {
    const { knex } = this.#journal;
    const kept = await this.#stores.facts.changes(knex, [
      ...new Set(questions.map(({ number }) => number)),
    ]);
    const graph = await this.#catalog.graph();
    const now = this.#journal.now();
    const byNumber = new Map(kept.map(k => [k.stored.change.number, k]));
    const wanted = questions.map(({ number, rights }) => {
      const each = byNumber.get(number);
      return each && rights.may('read', each.stored) ? each : undefined;
    });
    const pagesOf = async (those: (each: KeptChange) => boolean) => {
      const distinct = [...new Set(wanted)].filter(
        (each): each is KeptChange => each !== undefined && those(each),
      );
      const pages = await this.#pages(knex, distinct, graph, now);
      return new Map(pages.map(page => [page.change.number, page]));
    };
    const ofDrafts = pagesOf(each => !isDecided(each)).catch(() => undefined);
    const decided = await pagesOf(isDecided);
    return questions.map((question, i) => {
      if (!wanted[i]) return undefined;
      const page = decided.get(question.number);
      return page
        ? pageFor(question, page)
        : ofDrafts.then(drafts =>
            drafts
              ? pageFor(question, drafts.get(question.number)!)
              : this.#alone(question),
          );
    });
  }

  async #pages(
    db: Knex,
    kept: readonly KeptChange[],
    graph: CmdbGraph,
    now: Date,
  ): Promise<Page[]> {
    if (!kept.length) return [];
    const [situations, deployments, bands, followers] = await sideBySide(
      db,
      () => this.#situationsOf(db, kept, graph, now),
      () =>
        this.#stores.deployments.ofChanges(
          db,
          kept.map(({ stored }) => stored.change.number),
        ),
      async () =>
        kept.some(({ stored }) => stored.assessment)
          ? this.#risk.bands(db)
          : [],
      () =>
        this.#followers.ofRecords(
          db,
          kept.map(({ stored }) => stored),
        ),
    );
    return situations.map(situation => {
      const { stored, facts, world, items, standing, conflicts } = situation;
      const { change, assessment } = stored;
      return {
        situation,
        follows: { following: followers.get(change.id)!, graph },
        change,
        risk: assessment,
        riskBand:
          assessment && bands.find(({ level }) => level === assessment.level),
        approvals: standing,
        changesRequested: [...changesRequestedOf(facts)],
        conflicts,
        conflictsTruncated: world.conflictsTruncated,
        next: nextStep(facts, world),
        journey: journeyOf(facts),
        rejection: facts.rejected,
        voidedRound: facts.voided,
        duties: { hands: facts.hands, named: facts.named },
        deployments: deployments.get(change.number) ?? [],
        items,
      };
    });
  }

  async #situationsOf(
    db: Knex,
    kept: readonly KeptChange[],
    graph: CmdbGraph,
    now: Date,
  ): Promise<Situation[]> {
    const known: Known[] = [];
    for (const { stored, facts } of kept) {
      known.push({
        stored,
        facts: facts ?? (await this.#situations.facts(db, stored)),
      });
    }
    const situations: Situation[] = await this.#situations.readAll(
      db,
      known.filter(isDecided),
      graph,
      now,
      { shows: true, forPages: true },
    );
    const undecided = known.filter(one => !isDecided(one));
    situations.push(
      ...(await this.#situations.outlooks(db, undecided, graph, now, {
        shows: true,
      })),
    );
    return situations;
  }
}

/** Before approval is asked for, the verbs depend on what a submission would settle. */
function isDecided({ stored }: Pick<KeptChange, 'stored'>): boolean {
  return !['new', 'assess'].includes(stored.change.state);
}

function pageFor(
  { caller, rights }: Reader,
  { situation, follows, ...page }: Page,
): ChangeDetail {
  const { stored, facts, world } = situation;
  return {
    ...page,
    following: followStateOf(
      follows.following,
      caller.ref,
      follows.graph.groupsOf(caller.ref),
    ),
    actions: actionStates(facts, world, {
      user: caller.ref,
      by: callerKind(caller),
      permitted: {
        update: rights.may('update', stored),
        comment: rights.may('comment', stored),
        approve: rights.may('approve', stored),
        implement: rights.may('implement', stored),
        emergency: rights.may('emergency', stored),
      },
    }),
  };
}
