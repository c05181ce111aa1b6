import { randomUUID } from 'crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { wrongField } from '@countersign/plugin-governance-common';
import { Caller, PlainAccess } from '@countersign/plugin-governance-node';
import {
  AlertFilters,
  AlertGroup,
  AlertGroupFilters,
  AlertPayloads,
  alertReadPermission,
  alertSilencePermission,
  alertTriagePermission,
  DeadLetter,
  DeadLetterFilters,
  groupKeyOf,
  Integrations,
  mapSignal,
  MappingTryout,
  openSilenceSchema,
  readPayload,
  runningMaintenance,
  RunningMaintenanceAnswer,
  signalView,
  Silence,
  SilenceFilters,
  silenceProblem,
  tryMappingSchema,
} from '@countersign/plugin-incident-management-common';
import { z } from 'zod';
import { AlertListStore } from '../database/AlertListStore';
import { AlertStore } from '../database/AlertStore';
import { DeadLetterStore } from '../database/DeadLetterStore';
import { DeliveryStore } from '../database/DeliveryStore';
import { GroupStore } from '../database/GroupStore';
import { HealthStore } from '../database/HealthStore';
import { PayloadStore } from '../database/PayloadStore';
import { SilenceStore } from '../database/SilenceStore';
import { ChangeCalendar } from '../intake/ChangeCalendar';
import { IntakeSettings } from '../intake/settings';
import { GroupReader } from './GroupReader';
import { IncidentJournal } from './IncidentKeeper';

/** What people do with alerts: look, say what they are about, silence them, and replay what could not be read. */
export class AlertDesk {
  constructor(
    private readonly options: {
      journal: IncidentJournal;
      access: PlainAccess;
      reader: GroupReader;
      catalog: CatalogReader;
      calendar: ChangeCalendar;
      settings: IntakeSettings;
      lists: AlertListStore;
      alerts: AlertStore;
      groups: GroupStore;
      deliveries: DeliveryStore;
      deadLetters: DeadLetterStore;
      health: HealthStore;
      payloads: PayloadStore;
      silences: SilenceStore;
      /** Called when something may have become due. */
      onDue(): void;
    },
  ) {}

  async listGroups(caller: Caller, filters: AlertGroupFilters) {
    await this.#demandReading(caller);
    const { lists, reader, journal } = this.options;
    const { incident } = filters;
    // Whether there is one is not for somebody who does not see it.
    if (incident && !(await reader.sees(this.#knex, caller, incident))) {
      return { items: [] };
    }
    const { items, ...page } = await lists.groups(this.#knex, filters);
    return {
      ...page,
      items: await reader.seen(
        this.#knex,
        caller,
        items,
        journal.now().toISOString(),
      ),
    };
  }

  /** @throws NotFoundError */
  async group(caller: Caller, id: string): Promise<AlertGroup> {
    await this.#demandReading(caller);
    const group = await this.options.lists.group(this.#knex, id);
    if (!group) throw new NotFoundError(`There is no group of alerts ${id}`);
    return this.#seen(caller, group);
  }

  async listAlerts(caller: Caller, filters: AlertFilters) {
    await this.#demandReading(caller);
    return this.options.lists.alerts(this.#knex, filters);
  }

  /** @throws NotFoundError */
  async history(caller: Caller, id: string) {
    await this.#demandReading(caller);
    const history = await this.options.lists.history(this.#knex, id);
    if (!history) throw new NotFoundError(`There is no alert ${id}`);
    return history;
  }

  /** What was received when an alert began. @throws NotFoundError */
  async payloads(caller: Caller, id: string): Promise<AlertPayloads> {
    await this.#demandReading(caller);
    const found = await this.options.payloads.of(this.#knex, id);
    if (!found) throw new NotFoundError(`There is no alert ${id}`);
    return found;
  }

  /** Says which entity the alerts of a group are about: they go to the group of it, and are judged there. */
  async assign(
    caller: Caller,
    id: string,
    entityRef: string,
  ): Promise<AlertGroup> {
    await this.#demandTriage(caller);
    await this.options.catalog.items([entityRef]);
    const { journal, groups, alerts, lists } = this.options;
    const to = await journal.run(caller, async ({ trx, now }) => {
      const group = await groups.lock(trx, id);
      if (!group) throw new NotFoundError(`There is no group of alerts ${id}`);
      if (group.entityRef) {
        throw new ConflictError(
          `Its alerts are about ${group.entityRef} already. Mend the rules of incidentManagement.intake.mapping to have others elsewhere`,
        );
      }
      const { condition, integration, title } = group;
      const target = { ...{ entityRef, condition, integration, title } };
      const key = groupKeyOf(target);
      const ids = await groups.touch(trx, [{ key, ...target }], now);
      const found = await alerts.thatMatter(trx, id);
      await alerts.move(
        trx,
        found.map(alert => alert.id),
        ids.get(key)!,
      );
      await groups.touchIds(trx, [id], now);
      return ids.get(key)!;
    });
    this.options.onDue();
    return this.#seen(caller, (await lists.group(this.#knex, to))!);
  }

  /** What would become of a payload, by the rules as they stand: nothing is kept. */
  async tryMapping(
    caller: Caller,
    body: z.output<typeof tryMappingSchema>,
  ): Promise<MappingTryout> {
    await this.#demandTriage(caller);
    const { settings, catalog } = this.options;
    const named = settings.integrations.find(
      ({ name }) => name === body.integration,
    );
    if (body.integration && !named) {
      throw wrongField(
        'integration',
        `there is none of that name; there are ${
          settings.integrations.map(({ name }) => name).join(', ') || 'none'
        }`,
      );
    }
    const kind = named?.kind ?? body.kind!;
    const { signals, problems, notes } = readPayload(kind, body.payload);
    const graph = await catalog.graph();
    return {
      problems,
      notes,
      signals: signals.map(signal => ({
        signal,
        ...mapSignal(
          signalView(signal, { integration: named?.name ?? kind, kind }),
          settings.mapping,
          ref => graph.has(ref),
        ),
      })),
    };
  }

  /** Who sends alerts here, and how that goes. */
  async integrations(caller: Caller): Promise<Integrations> {
    await this.#demandReading(caller);
    const { settings, health, deliveries } = this.options;
    const known = await health.all(this.#knex);
    const own = { name: 'service-levels', kind: 'service-levels' };
    return {
      items: [{ ...own, credentials: [] }, ...settings.integrations].map(
        ({ name, kind, credentials }) => {
          const { lastAt, lastTestAt, notes = [] } = known.get(name) ?? {};
          return {
            name,
            kind,
            credentials: credentials.flatMap(each => Object.keys(each)),
            ...(lastAt && { lastAt: lastAt.toISOString() }),
            ...(lastTestAt && { lastTestAt: lastTestAt.toISOString() }),
            notes,
          };
        },
      ),
      waiting: await deliveries.waiting(this.#knex, 100_000),
      tellsUnmapped: [...settings.tellsUnmapped],
    };
  }

  async listSilences(caller: Caller, filters: SilenceFilters) {
    await this.#demandReading(caller);
    const { silences, journal, lists } = this.options;
    const now = journal.now();
    const { items, ...page } = await silences.list(this.#knex, filters, now);
    const quiet = await lists.quietBy(this.#knex);
    return {
      ...page,
      items: items.map(silence => ({
        ...silence,
        quiet: quiet.get(silence.id) ?? 0,
      })),
    };
  }

  /** Maintenance windows of the change calendar that keep alerts quiet now. */
  async maintenance(caller: Caller): Promise<RunningMaintenanceAnswer> {
    await this.#demandReading(caller);
    const { journal, calendar, catalog, lists, settings } = this.options;
    const now = journal.now();
    const { rules, changes, isKnown } = await calendar.around(now);
    const running = runningMaintenance(
      await catalog.graph(),
      rules,
      changes,
      now.getTime(),
    );
    const quiet = await lists.quietBy(this.#knex);
    return {
      isOn: settings.keepsMaintenance,
      isKnown,
      items: running.map(({ until, ...window }) => ({
        ...window,
        until: new Date(until).toISOString(),
        quiet: quiet.get(window.id) ?? 0,
      })),
    };
  }

  /** Silences what a predicate is about, until an end and for a reason. */
  async silence(
    caller: Caller,
    { match, reason, startsAt, endsAt }: z.output<typeof openSilenceSchema>,
  ): Promise<Silence> {
    await this.#demandSilencing(caller);
    const { journal, silences, groups } = this.options;
    const made = await journal.run(caller, async unit => {
      const now = unit.now.toISOString();
      const silence: Silence = {
        id: randomUUID(),
        author: caller.ref,
        createdAt: now,
        startsAt: startsAt ?? now,
        ...{ match, reason, endsAt },
      };
      const problem = silenceProblem(silence, unit.now.getTime());
      if (problem) throw wrongField('endsAt', problem);
      await silences.insert(unit.trx, silence);
      await unit.record('silence.opened', silence.id, {
        match: match as Record<string, unknown>,
        ...{ reason, endsAt },
        startsAt: silence.startsAt,
      });
      await groups.touchFiring(unit.trx, unit.now);
      return silence;
    });
    this.options.onDue();
    return made;
  }

  /** Ends a silence early: what it kept quiet and still fires is heard. */
  async endSilence(caller: Caller, id: string): Promise<Silence> {
    await this.#demandSilencing(caller);
    const { journal, silences, groups } = this.options;
    const ended = await journal.run(caller, async unit => {
      const silence = await silences.lock(unit.trx, id);
      if (!silence) throw new NotFoundError(`There is no silence ${id}`);
      if (silence.endedAt || Date.parse(silence.endsAt) <= +unit.now) {
        throw new ConflictError('The silence is over already');
      }
      await unit.record('silence.ended', id, {});
      await groups.touchFiring(unit.trx, unit.now);
      return silences.end(unit.trx, id, caller.ref, unit.now);
    });
    this.options.onDue();
    return ended;
  }

  async listDeadLetters(caller: Caller, filters: DeadLetterFilters) {
    await this.#demandReading(caller);
    return this.options.deadLetters.list(this.#knex, filters);
  }

  /** Takes in again what could not be read. It comes back as another dead letter where it still cannot. */
  async replay(caller: Caller, id: string): Promise<DeadLetter> {
    const { deliveries, settings } = this.options;
    return this.#settle(caller, id, 'replayed', async (trx, letter) => {
      if (letter.body === undefined) {
        throw new ConflictError(
          'It was too large to be taken, so that nothing of it is here. Let its sender make smaller ones',
        );
      }
      const { integration, body, receivedAt } = letter;
      // What is mended may be how the integration is configured: it is read as what comes today.
      const { kind } =
        settings.integrations.find(({ name }) => name === integration) ??
        letter;
      await deliveries.add(trx, [
        { integration, kind, body, receivedAt: new Date(receivedAt) },
      ]);
    });
  }

  /** Nobody needs it. It stays on record. */
  async discard(caller: Caller, id: string): Promise<DeadLetter> {
    return this.#settle(caller, id, 'discarded', async () => {});
  }

  async #settle(
    caller: Caller,
    id: string,
    as: 'replayed' | 'discarded',
    work: (
      trx: Parameters<AlertStore['save']>[0],
      letter: DeadLetter,
    ) => Promise<void>,
  ): Promise<DeadLetter> {
    await this.#demandTriage(caller);
    const { journal, deadLetters } = this.options;
    const settled = await journal.run(caller, async ({ trx, now }) => {
      const letter = await deadLetters.lock(trx, id);
      if (!letter) throw new NotFoundError(`There is no dead letter ${id}`);
      if (letter.settledAs) {
        throw new ConflictError(
          `It was ${letter.settledAs} by ${letter.settledBy} already`,
        );
      }
      await work(trx, letter);
      return deadLetters.settle(trx, id, { as, by: caller.ref, at: now });
    });
    this.options.onDue();
    return settled;
  }

  async #seen(caller: Caller, group: AlertGroup): Promise<AlertGroup> {
    const { reader, journal } = this.options;
    const now = journal.now().toISOString();
    const [seen] = await reader.seen(this.#knex, caller, [group], now);
    return seen;
  }

  get #knex() {
    return this.options.journal.knex;
  }

  #demandReading(caller: Caller) {
    const { access } = this.options;
    return access.demand(
      caller,
      alertReadPermission,
      'You may not read alerts',
    );
  }

  async #demandTriage(caller: Caller) {
    await this.#demandReading(caller);
    await this.options.access.demand(
      caller,
      alertTriagePermission,
      'You may not say what alerts are about',
    );
  }

  async #demandSilencing(caller: Caller) {
    await this.#demandReading(caller);
    await this.options.access.demand(
      caller,
      alertSilencePermission,
      'You may not silence alerts',
    );
  }
}
