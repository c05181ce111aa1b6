import { ConflictError } from '@backstage/errors';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { wrongField } from '@countersign/plugin-governance-common';
import { Caller } from '@countersign/plugin-governance-node';
import {
  BudgetImpact,
  draftReview,
  IncidentFacts,
  isReviewVerb,
  NameOf,
  RecordReference,
  ReviewVerb,
} from '@countersign/plugin-incident-management-common';
import { StoredIncident } from '../database/IncidentStore';
import { ProblemStore } from '../database/ProblemStore';
import { Changes } from '../services/Changes';
import { Asked } from '../services/asked';
import { Deed, IncidentUnit } from '../services/IncidentKeeper';
import { BudgetReader } from './BudgetReader';
import { namesIn } from './namesIn';

/** What of an incident decides what is looked up for a request. */
type Known = Pick<IncidentFacts, 'number' | 'privateTo' | 'entities' | 'times'>;

/** What others were asked before anything is locked. */
export interface Prepared {
  /** Who could see the incident then. */
  privateTo?: string;
  budget?: BudgetImpact;
  nameOf?: NameOf;
  /** What does an action item; null where nothing does it any more. */
  record?: RecordReference | null;
}

/** What somebody asks for of a review. */
export type AskedOfReview = Extract<Asked, { verb: ReviewVerb }>;

/** Whether a request is about what is learned from an incident. */
export function isOfReview(asked: Asked): asked is AskedOfReview {
  return isReviewVerb(asked.verb);
}

/** Prepares what the review of an incident leaves in the ledger. */
export class ReviewClerk {
  readonly #budgets: BudgetReader;
  readonly #catalog: CatalogReader;
  readonly #changes: Changes;
  readonly #problems: ProblemStore;

  constructor(options: {
    budgets: BudgetReader;
    catalog: CatalogReader;
    changes: Changes;
    problems: ProblemStore;
  }) {
    this.#budgets = options.budgets;
    this.#catalog = options.catalog;
    this.#changes = options.changes;
    this.#problems = options.problems;
  }

  /** What there is without asking anybody. */
  unprepared({ privateTo }: Pick<Known, 'privateTo'>): Prepared {
    return privateTo === undefined ? {} : { privateTo };
  }

  /**
   * Asks other services what a request needs, without a lock.
   *
   * @throws InputError naming the field that is wrong
   */
  async prepare(
    caller: Caller,
    facts: Known,
    asked: AskedOfReview,
  ): Promise<Prepared> {
    const prepared = this.unprepared(facts);
    switch (asked.verb) {
      case 'start-review':
        return {
          ...prepared,
          budget: await this.#budgets.impactOf(facts),
          nameOf: namesIn(await this.#catalog.graph()),
        };
      case 'add-action':
      case 'change-action': {
        const { owner, record } = asked.body;
        if (owner !== undefined) await this.#demandOwner(facts, owner);
        return record?.startsWith('CHG')
          ? {
              ...prepared,
              record: await this.#changes.reference(caller, record, 'record'),
            }
          : prepared;
      }
      default:
        return prepared;
    }
  }

  /** What a verb leaves in the ledger. */
  async deedOf(
    unit: IncidentUnit,
    { facts }: StoredIncident,
    asked: AskedOfReview,
    prepared: Prepared,
  ): Promise<Deed> {
    // Whoever may see it may be another one by now.
    if (facts.privateTo !== prepared.privateTo) throw writtenMeanwhile(facts);
    switch (asked.verb) {
      case 'start-review': {
        const budget = prepared.budget ?? {
          state: 'unknown' as const,
          objectives: [],
        };
        const entries = await unit.entries(facts.number);
        const { nameOf } = prepared;
        return {
          verb: 'start-review',
          data: { ...draftReview({ facts, entries, nameOf }, budget), budget },
        };
      }
      case 'edit-review': {
        const { revision, content } = asked.body;
        if (facts.review && facts.review.revision !== revision) {
          throw writtenMeanwhile(facts);
        }
        return {
          verb: 'edit-review',
          data: { revision: revision + 1, content },
        };
      }
      case 'publish-review':
        return {
          verb: 'publish-review',
          data: {
            revision: asked.body.revision,
            digest: facts.review?.digest ?? `sha256:${'0'.repeat(64)}`,
            times: facts.times,
          },
        };
      case 'add-action': {
        const { record, ...fields } = asked.body;
        const tie = await this.#tieOf(unit, record, prepared);
        return {
          verb: 'add-action',
          data: { ...fields, ...(tie && { record: tie }) },
        };
      }
      case 'change-action': {
        const { record, ...fields } = asked.body;
        const tie = await this.#tieOf(unit, record, prepared);
        return {
          verb: 'change-action',
          data: { ...fields, ...(tie !== undefined && { record: tie }) },
        };
      }
      default:
        return { verb: asked.verb, data: asked.body } as Deed;
    }
  }

  async #tieOf(
    { trx }: IncidentUnit,
    record: string | null | undefined,
    prepared: Prepared,
  ): Promise<RecordReference | null | undefined> {
    if (!record) return record === null ? null : undefined;
    if (prepared.record) return prepared.record;
    const [problem] = await this.#problems.find(trx, [record]);
    if (!problem) throw wrongField('record', `there is no problem ${record}`);
    return { number: record };
  }

  /** Whoever owns an action item is there, and sees what it is about. */
  async #demandOwner({ number, privateTo }: Known, owner: string) {
    await this.#catalog.people('owner', [owner]);
    if (privateTo === undefined) return;
    const graph = await this.#catalog.graph();
    if (!graph.groupsOf(owner).includes(privateTo)) {
      throw wrongField(
        'owner',
        `${number} is private to ${privateTo}, and ${owner} is no member`,
      );
    }
  }
}

function writtenMeanwhile({ number }: Pick<IncidentFacts, 'number'>) {
  return new ConflictError(
    `${number} was written by somebody else meanwhile. Read it again and repeat the request.`,
  );
}
