import {
  actionStates,
  ActionState,
  ChangeDetail,
  nextStep,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { Knex } from 'knex';
import { Rights } from '../access/Authorizer';
import { Caller, callerKind } from '../access/Caller';
import { StoredChange } from '../database/changeRows';
import { KeptChange } from '../database/FactsStore';
import { Stores } from '../database/stores';
import type { Unit } from './Journal';
import { RiskAssessor } from './RiskAssessor';
import { Outlook, Situation, SituationReader } from './SituationReader';

/** Who looks at a change, and what they may. */
interface Reader {
  caller: Caller;
  rights: Rights;
}

/** Puts together what the page of a change needs, as its reader may see and act on it. */
export class ChangeReader {
  readonly #deployments: Stores['deployments'];
  readonly #situations: SituationReader;
  readonly #risk: RiskAssessor;

  constructor(options: {
    stores: Stores;
    situations: SituationReader;
    risk: RiskAssessor;
  }) {
    this.#deployments = options.stores.deployments;
    this.#situations = options.situations;
    this.#risk = options.risk;
  }

  /** What a unit of work answers with: the page as it is after what the unit did. */
  within(
    reader: Reader,
    graph: CmdbGraph,
  ): (unit: Unit, stored: StoredChange) => Promise<ChangeDetail> {
    return (unit, stored) =>
      this.detail(
        unit.trx,
        { stored, facts: unit.facts(stored.change.number) },
        reader,
        graph,
        unit.now,
      );
  }

  async detail(
    db: Knex,
    { stored, facts: kept }: KeptChange,
    reader: Reader,
    graph: CmdbGraph,
    now: Date,
  ): Promise<ChangeDetail> {
    const { change, assessment } = stored;
    // Before approval is asked for, the verbs depend on what a submission would settle.
    const undecided = change.state === 'new' || change.state === 'assess';
    const known = {
      stored,
      facts: kept ?? (await this.#situations.facts(db, stored)),
    };
    const situation: Situation | Outlook = undecided
      ? await this.#situations.outlook(db, known, graph, now)
      : await this.#situations.read(db, known, graph, now);
    const { facts, world, items, standing, conflicts } = situation;
    return {
      change,
      risk: assessment,
      riskBand: assessment && (await this.#risk.band(db, assessment.level)),
      approvals: standing,
      conflicts,
      conflictsTruncated: world.conflictsTruncated,
      actions: actionsFor(situation, reader),
      next: nextStep(change, facts, world),
      duties: { hands: facts.hands, named: facts.named },
      deployments: await this.#deployments.ofChange(db, change.number),
      items,
    };
  }
}

function actionsFor(
  { stored, facts, world }: Situation,
  { caller, rights }: Reader,
): ActionState[] {
  return actionStates(facts, world, {
    user: caller.ref,
    by: callerKind(caller),
    permitted: {
      update: rights.may('update', stored),
      approve: rights.may('approve', stored),
      implement: rights.may('implement', stored),
      emergency: rights.may('emergency', stored),
    },
  });
}
