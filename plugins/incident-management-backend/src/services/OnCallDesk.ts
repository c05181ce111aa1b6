import { randomUUID } from 'crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { didYouMean, wrongField } from '@countersign/plugin-governance-common';
import { Caller, PlainAccess } from '@countersign/plugin-governance-node';
import {
  EscalationAnswer,
  gapsOf,
  OnCallAnswer,
  onCallOverridePermission,
  onCallReadPermission,
  onCallQuerySchema,
  openOverrideSchema,
  Override,
  Overrides,
  reachedBy,
  Rotation,
  rotationCalendar,
  RotationView,
  ShiftsAnswer,
  shiftsOf,
} from '@countersign/plugin-incident-management-common';
import { z } from 'zod';
import { IncidentAccess } from '../access/IncidentAccess';
import { EscalationStore } from '../database/EscalationStore';
import { IncidentStore } from '../database/IncidentStore';
import { OverrideStore } from '../database/OverrideStore';
import { OnCallRoster } from '../oncall/OnCallRoster';
import { OnCallSettings } from '../oncall/settings';
import { IncidentJournal, missing } from './IncidentKeeper';

const DAY = 86_400_000;
/** A shift that is longer is shown as if it had begun then. */
const SEEN = 35 * DAY;
/** A calendar shows so much of what was, and of what will be. */
const CALENDAR = { before: 30 * DAY, after: 180 * DAY };

/** Who is on call, who stands in for whom, and who was told of an incident. */
export class OnCallDesk {
  constructor(
    private readonly options: {
      journal: IncidentJournal;
      access: PlainAccess;
      incidentAccess: IncidentAccess;
      incidents: IncidentStore;
      escalations: EscalationStore;
      overrides: OverrideStore;
      catalog: CatalogReader;
      roster: OnCallRoster;
      settings: OnCallSettings;
    },
  ) {}

  /** Rotations with who is on call now, and who is told of incidents on an entity. */
  async onCall(
    caller: Caller,
    { entity, team }: z.output<typeof onCallQuerySchema>,
  ): Promise<OnCallAnswer> {
    await this.#demandReading(caller);
    const { settings, catalog, roster, journal } = this.options;
    const graph = await catalog.graph();
    const now = journal.now();
    const policy = entity ? roster.policyFor(graph, entity) : undefined;
    const named = new Set(policy?.steps.flatMap(({ tell }) => tell));
    const rotations = settings.rotations.filter(
      rotation =>
        (!entity && !team) ||
        named.has(`rotation:${rotation.name}`) ||
        (team !== undefined && rotation.team === team),
    );
    const range = rangeAround(now, SEEN, 14 * DAY);
    const overrides = await this.options.overrides.around(journal.knex, range);
    const world = await roster.world(journal.knex, graph, entity, now);
    return {
      rotations: rotations.map(rotation =>
        viewOf(rotation, overrides, now, ref => graph.has(ref)),
      ),
      ...(entity && {
        entity: {
          entityRef: entity,
          ...(policy && { policy: { name: policy.name, title: policy.title } }),
          steps: (policy?.steps ?? []).map(({ after, tell, targets }) => ({
            after,
            targets,
            reached: reachedBy({ tell }, world).map(reached =>
              'who' in reached
                ? { told: reached.via ?? reached.who, who: reached.who }
                : reached,
            ),
          })),
        },
      }),
    };
  }

  /** @throws NotFoundError */
  async shifts(
    caller: Caller,
    name: string,
    range: { from: string; to: string },
  ): Promise<ShiftsAnswer> {
    await this.#demandReading(caller);
    const { catalog, journal, overrides } = this.options;
    const rotation = this.#rotation(name);
    const made = await overrides.around(journal.knex, range, name);
    const graph = await catalog.graph();
    return {
      shifts: shiftsOf(rotation, made, range),
      gaps: gapsOf(rotation, made, range, ref => graph.has(ref)),
    };
  }

  /** The rotation for a signed-in reader's calendar. */
  async calendar(caller: Caller, name: string): Promise<string> {
    await this.#demandReading(caller);
    return this.calendarOf(name);
  }

  /** The rotation for whoever has been let in already. @throws NotFoundError */
  async calendarOf(name: string): Promise<string> {
    const { journal, overrides, catalog } = this.options;
    const rotation = this.#rotation(name);
    const now = journal.now();
    const range = rangeAround(now, CALENDAR.before, CALENDAR.after);
    const made = await overrides.around(journal.knex, range, name);
    const graph = await catalog.graph();
    return rotationCalendar(rotation, shiftsOf(rotation, made, range), {
      stampedAt: now.toISOString(),
      nameOf: ref => graph.item(ref)?.title ?? ref,
    });
  }

  async listOverrides(
    caller: Caller,
    rotation: string | undefined,
  ): Promise<Overrides> {
    await this.#demandReading(caller);
    const { journal, overrides } = this.options;
    const range = rangeAround(journal.now(), 90 * DAY, 366 * DAY);
    return { items: await overrides.around(journal.knex, range, rotation) };
  }

  /** Puts somebody on call for a while. */
  async override(
    caller: Caller,
    body: z.output<typeof openOverrideSchema>,
  ): Promise<Override> {
    await this.#demandOverriding(caller);
    const { journal, overrides, catalog, settings } = this.options;
    const names = settings.rotations.map(({ name }) => name);
    if (!names.includes(body.rotation)) {
      throw wrongField(
        'rotation',
        `there is no ${body.rotation}${didYouMean(
          body.rotation,
          names,
        )}; there are ${names.join(', ') || 'none'}`,
      );
    }
    await catalog.people('who', [body.who]);
    return journal.run(caller, async unit => {
      if (Date.parse(body.end) <= unit.now.getTime()) {
        throw wrongField('end', 'lies in the past: who was on call stays so');
      }
      const override: Override = {
        id: randomUUID(),
        ...body,
        author: caller.ref,
        createdAt: unit.now.toISOString(),
      };
      await overrides.insert(unit.trx, override);
      await unit.record('override.opened', override.id, body);
      return override;
    });
  }

  /** Takes an override back. Who was on call by it until now was. */
  async withdraw(caller: Caller, id: string): Promise<Override> {
    await this.#demandOverriding(caller);
    const { journal, overrides } = this.options;
    return journal.run(caller, async unit => {
      const override = await overrides.lock(unit.trx, id);
      if (!override) throw new NotFoundError(`There is no override ${id}`);
      if (override.withdrawnAt) {
        throw new ConflictError(
          `It was withdrawn by ${override.withdrawnBy} already`,
        );
      }
      if (Date.parse(override.end) <= unit.now.getTime()) {
        throw new ConflictError('It is over: who was on call stays so');
      }
      await unit.record('override.withdrawn', id, {});
      return overrides.withdraw(unit.trx, id, caller.ref, unit.now);
    });
  }

  /** Who was told of an incident. @throws NotFoundError for one that the caller may not see */
  async escalation(caller: Caller, number: string): Promise<EscalationAnswer> {
    const { journal, incidents, incidentAccess, escalations } = this.options;
    const reader = await incidentAccess.reader(caller);
    const [stored] = await incidents.find(journal.knex, [number]);
    if (!stored) throw missing(number);
    reader.demand('read', stored.facts);
    return escalations.of(journal.knex, number);
  }

  #rotation(name: string): Rotation {
    const { rotations } = this.options.settings;
    const found = rotations.find(each => each.name === name);
    if (!found) throw new NotFoundError(`There is no rotation ${name}`);
    return found;
  }

  #demandReading(caller: Caller) {
    return this.options.access.demand(
      caller,
      onCallReadPermission,
      'You may not see who is on call',
    );
  }

  async #demandOverriding(caller: Caller) {
    await this.#demandReading(caller);
    await this.options.access.demand(
      caller,
      onCallOverridePermission,
      'You may not put somebody on call',
    );
  }
}

function rangeAround(now: Date, before: number, after: number) {
  return {
    from: new Date(now.getTime() - before).toISOString(),
    to: new Date(now.getTime() + after).toISOString(),
  };
}

function viewOf(
  rotation: Rotation,
  overrides: readonly Override[],
  now: Date,
  isThere: (ref: string) => boolean,
): RotationView {
  const { name, title, timeZone, members, team } = rotation;
  const at = now.toISOString();
  const range = { from: at, to: rangeAround(now, 0, 14 * DAY).to };
  // From earlier on, so that whoever is on call is shown with when that began.
  const shifts = shiftsOf(
    rotation,
    overrides,
    rangeAround(now, SEEN, 14 * DAY),
  );
  const current = shifts.find(({ start, end }) => start <= at && at < end);
  const next = shifts.find(({ start }) => start > at);
  return {
    ...{ name, title, timeZone },
    ...(team && { team }),
    members: members.map(who => ({ who, left: !isThere(who) })),
    ...(current && { now: current }),
    ...(next && { next }),
    gaps: gapsOf(rotation, overrides, range, isThere),
  };
}
