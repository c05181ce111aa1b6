import { Caller, callerKind } from '@countersign/plugin-governance-node';
import {
  AlertGroup,
  IncidentFacts,
  IncidentLimits,
  judgeIncident,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';
import { IncidentAccess, Reader } from '../access/IncidentAccess';
import { IncidentStore } from '../database/IncidentStore';

/** Groups of alerts as their reader may see them: without incidents that are none of their business. */
export class GroupReader {
  constructor(
    private readonly options: {
      access: IncidentAccess;
      incidents: IncidentStore;
      limits: IncidentLimits;
    },
  ) {}

  /** Whether the caller may see the incident; false where there is none. */
  async sees(db: Knex, caller: Caller, number: string): Promise<boolean> {
    const { access, incidents } = this.options;
    const [stored] = await incidents.find(db, [number]);
    return (
      stored !== undefined &&
      (await access.reader(caller)).may('read', stored.facts)
    );
  }

  /** The groups without incidents that the caller may not see, and with what may be merged by them. */
  async seen(
    db: Knex,
    caller: Caller,
    groups: readonly AlertGroup[],
    now: string,
  ): Promise<AlertGroup[]> {
    const { access, incidents, limits } = this.options;
    const numbers = new Set(
      groups.flatMap(({ incident, offers }) => [
        ...(incident === undefined ? [] : [incident]),
        ...offers.map(({ number }) => number),
      ]),
    );
    if (numbers.size === 0) return [...groups];
    const reader = await access.reader(caller);
    const seen = new Map(
      (await incidents.find(db, [...numbers]))
        .filter(({ facts }) => reader.may('read', facts))
        .map(({ facts }) => [facts.number, facts]),
    );
    const mayMerge = (from: IncidentFacts | undefined, into: IncidentFacts) =>
      from !== undefined &&
      isMergeable(reader, caller, { from, into }, { now, limits });
    return groups.map(({ incident, offers, ...group }) => {
      const own = incident === undefined ? undefined : seen.get(incident);
      return {
        ...group,
        ...(own && { incident }),
        offers: offers.flatMap(offer => {
          const into = seen.get(offer.number);
          return into ? [{ ...offer, mayMerge: mayMerge(own, into) }] : [];
        }),
      };
    });
  }
}

function isMergeable(
  reader: Reader,
  caller: Caller,
  { from, into }: { from: IncidentFacts; into: IncidentFacts },
  world: { now: string; limits: IncidentLimits },
): boolean {
  const verdict = judgeIncident(
    from,
    {
      verb: 'merge',
      who: { ref: caller.ref, by: callerKind(caller) },
      data: { into: { number: into.number }, as: 'merge', reason: 'Offered' },
    },
    { ...world, other: into },
  );
  return (
    verdict.ok && reader.may('command', from) && reader.may('command', into)
  );
}
