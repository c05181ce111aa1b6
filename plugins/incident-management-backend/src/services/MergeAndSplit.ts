import { wrongField } from '@countersign/plugin-governance-common';
import { VerbBody } from '@countersign/plugin-incident-management-common';
import { Reader } from '../access/IncidentAccess';
import { AlertGroupStore } from '../database/AlertGroupStore';
import { IncidentStore, StoredIncident } from '../database/IncidentStore';
import { Herald } from './Herald';
import { IncidentKeeper, IncidentUnit, missing } from './IncidentKeeper';

/** Makes one incident of two, and two of one: both say so in one transaction. */
export class MergeAndSplit {
  constructor(
    private readonly options: {
      keeper: IncidentKeeper;
      store: IncidentStore;
      groups: AlertGroupStore;
      herald: Herald;
      privateGroups: readonly string[];
    },
  ) {}

  /** Of two one is left, which takes over what makes its figures worse. */
  async merge(
    unit: IncidentUnit,
    reader: Reader,
    number: string,
    { into, as, reason }: VerbBody<'merge'>,
  ): Promise<StoredIncident> {
    const { keeper, store, groups, herald } = this.options;
    const locked = await store.lock(unit.trx, [number, into]);
    const from = locked.get(number);
    if (!from) throw missing(number);
    reader.demand('command', from.facts);
    const target = into === number ? from : locked.get(into);
    if (!target || !reader.may('read', target.facts)) {
      throw wrongField('into', `there is no incident ${into} that you see`);
    }
    reader.demand('command', target.facts);
    const { facts } = from;
    // Before it ends, and its groups with it.
    await groups.move(unit.trx, number, into);
    const merged = await keeper.act(
      unit,
      from,
      { verb: 'merge', data: { into: { number: into }, as, reason } },
      target.facts,
    );
    const absorbed = await keeper.act(
      unit,
      target,
      {
        verb: 'absorb',
        data: {
          from: { number },
          as,
          entities: facts.entities,
          started: facts.times.started,
          detected: facts.times.detected,
          ...(facts.firstAlertAt !== undefined && {
            firstAlertAt: facts.firstAlertAt,
          }),
          impact: facts.impact,
          urgency: facts.urgency,
          major: facts.major.state,
          alerts: facts.alerts,
        },
      },
      facts,
    );
    await herald.merged(unit, merged, absorbed);
    return merged;
  }

  /** Part of what is hit becomes an incident of its own, which began when this one did. */
  async split(
    unit: IncidentUnit,
    reader: Reader,
    stored: StoredIncident,
    {
      title,
      entities,
      reason,
      team,
    }: VerbBody<'split'> & {
      /** Who owns the first of the entities. */
      team: string | undefined;
    },
  ): Promise<StoredIncident> {
    const { keeper, herald, privateGroups } = this.options;
    const { facts } = stored;
    const opened = await keeper.open(
      unit,
      {
        rules: 1,
        title,
        entities,
        ...(team !== undefined && { team }),
        source: facts.source,
        impact: facts.impact,
        urgency: facts.urgency,
        started: facts.times.started,
        detected: facts.times.detected,
        triage: facts.state === 'triage',
        drill: facts.drill,
        ...(facts.privateTo !== undefined && { privateTo: facts.privateTo }),
        alerts: [],
        firing: 0,
        splitFrom: { number: facts.number },
      },
      { privateGroups, member: reader.groups ?? [], origin: facts },
    );
    const after = await keeper.act(unit, stored, {
      verb: 'split',
      data: { into: opened.facts.number, entities, reason },
    });
    await herald.opened(unit, opened);
    return after;
  }
}
