import {
  actionStates,
  ActionState,
  ChangeDetail,
  nextStep,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { Knex } from 'knex';
import { Rights } from '../access/Authorizer';
import { Caller } from '../access/Caller';
import { StoredChange } from '../database/changeRows';
import { Stores } from '../database/stores';
import { RiskAssessor } from './RiskAssessor';
import { Outlook, Situation, SituationReader } from './SituationReader';

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

  async detail(
    db: Knex,
    stored: StoredChange,
    reader: { caller: Caller; rights: Rights },
    graph: CmdbGraph,
    now: Date,
  ): Promise<ChangeDetail> {
    const { change, assessment } = stored;
    // Before approval is asked for, the verbs depend on what a submission would settle.
    const undecided = change.state === 'new' || change.state === 'assess';
    const situation: Situation | Outlook = undecided
      ? await this.#situations.outlook(db, stored, graph, now)
      : await this.#situations.read(db, stored, graph, now);
    const { context, items, approvals, conflicts } = situation;
    return {
      change,
      risk: assessment,
      riskBand: assessment && (await this.#risk.band(db, assessment.level)),
      approvals,
      conflicts,
      conflictsTruncated: context.conflictsTruncated,
      actions: actionsFor(situation, reader),
      next: nextStep(change, context),
      deployments: await this.#deployments.ofChange(db, change.number),
      items,
    };
  }
}

function actionsFor(
  { stored, context }: Situation,
  { caller, rights }: { caller: Caller; rights: Rights },
): ActionState[] {
  const states = actionStates(stored.change, {
    ...context,
    user: caller.ref,
    permitted: {
      update: rights.may('update', stored),
      approve: rights.may('approve', stored),
      implement: rights.may('implement', stored),
    },
  });
  if (caller.kind === 'user') return states;
  return states.map(state =>
    state.verb === 'approve' || state.verb === 'reject'
      ? {
          verb: state.verb,
          allowed: false,
          guard: 'duty',
          message: 'Only people approve or reject.',
          remedy: 'Sign in as one of those whose approval is missing.',
        }
      : state,
  );
}
