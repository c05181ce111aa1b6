import { randomUUID } from 'crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import {
  AreaPages,
  MessageOutcome,
  OutboxMessage,
  pluginCaller,
  Pulse,
} from '@countersign/plugin-governance-node';
import {
  dueSteps,
  DueStep,
  EscalationPolicy,
  IncidentFacts,
  incidentSignalChannel,
  isOpen,
  nextStepAt,
  OnCallWorld,
  priorityOf,
  reachedBy,
} from '@countersign/plugin-incident-management-common';
import { z } from 'zod';
import {
  Escalation,
  EscalationStore,
  NewPage,
} from '../database/EscalationStore';
import { IncidentStore } from '../database/IncidentStore';
import { IncidentJournal, IncidentUnit } from '../services/IncidentKeeper';
import { OnCallRoster } from './OnCallRoster';
import { notificationPage, pageOfScope, targetPage } from './pageMessages';
import { OnCallSettings } from './settings';

const AT_ONCE = 200;

const PLUGIN = 'incident-management';

/** As Backstage names it of a notification. */
const OWN_ORIGIN = `plugin:${PLUGIN}`;

const system = pluginCaller(PLUGIN);

/**
 * Tells whoever is on call of incidents, and the next one while nobody reacts. What is due follows from history; a step is
 * paged once, in one unit of work with the record of it, whichever replica comes first and whenever one is killed.
 */
export class Escalator {
  readonly #options: EscalatorOptions;
  readonly #pulse: Pulse;

  constructor(options: EscalatorOptions) {
    this.#options = options;
    this.#pulse = new Pulse({
      work: () => this.work(),
      failure: 'Those on call could not be told',
      logger: options.logger,
    });
  }

  /** Says that there may be somebody to tell. */
  readonly wake = (): void => this.#pulse.wake();

  start(): void {
    this.#pulse.start();
  }

  async idle(): Promise<void> {
    await this.#pulse.idle();
  }

  async stop(): Promise<void> {
    await this.#pulse.stop();
  }

  /** What became of a message that may be a page. */
  async observe(page: string, outcome: { failure?: string }): Promise<void> {
    const { journal, escalations } = this.#options;
    if (outcome.failure === undefined) {
      await escalations.delivered(journal.knex, page, journal.now());
    } else {
      await escalations.failed(journal.knex, page, outcome.failure);
    }
  }

  /**
   * What became of the mail or the Slack message of a notification that may be a page.
   *
   * @param who - Whom it is for; a message for everybody is no page.
   */
  async observeMessage(
    via: 'mail' | 'slack',
    who: string | undefined,
    outcome: MessageOutcome & { origin?: string; workspace?: number },
  ): Promise<void> {
    const { journal, escalations, incidents } = this.#options;
    const { origin = OWN_ORIGIN, scope, ...message } = outcome;
    // Of what goes to a group Backstage does not say who notified: the page is known by its scope, which nobody can guess.
    if (origin !== OWN_ORIGIN || !scope || !who) return;
    const page = pageOfScope(scope) ?? '';
    if (!z.uuid().safeParse(page).success) return;
    await journal.run(system, async unit => {
      const number = await escalations.messages[via].note(unit.trx, page, {
        ...message,
        who,
      });
      const [stored] = number ? await incidents.find(unit.trx, [number]) : [];
      if (stored) unit.refetch(incidentSignalChannel(stored));
    });
  }

  /** Tells whom it is time to tell, once: for whoever sets the clock. */
  async work(): Promise<void> {
    const { journal, escalations, cmdb } = this.#options;
    const unseen = await escalations.unseen(journal.knex, AT_ONCE);
    const begun = await escalations.due(journal.knex, journal.now(), AT_ONCE);
    if (unseen.length + begun.length === 0) return;
    const graph = await cmdb.graph();
    for (const which of unseen) {
      await journal.run(system, async unit => {
        await this.#begin(unit, which, graph);
        await this.#escalate(unit, which, graph);
      });
    }
    for (const which of begun) {
      await journal.run(system, unit => this.#escalate(unit, which, graph));
    }
    if (unseen.length === AT_ONCE || begun.length === AT_ONCE) this.wake();
  }

  async #begin(
    unit: IncidentUnit,
    { number, run }: { number: string; run: number },
    graph: CmdbGraph,
  ): Promise<void> {
    const { escalations, incidents, roster } = this.#options;
    const facts = (await incidents.lock(unit.trx, [number])).get(number)?.facts;
    if (!facts) return;
    const policy = roster.policyFor(graph, facts.entities[0]);
    const isPressing = policy?.priorities.includes(
      priorityOf(facts.impact, facts.urgency),
    );
    await escalations.begin(unit.trx, {
      ...{ number, run },
      policy: isPressing ? policy?.name : undefined,
      raisedAt: unit.now,
    });
  }

  async #escalate(
    unit: IncidentUnit,
    which: { number: string; run: number },
    graph: CmdbGraph,
  ): Promise<void> {
    const { escalations, incidents, roster } = this.#options;
    const { trx, now } = unit;
    const escalation = await escalations.lockDue(trx, which, now);
    if (!escalation) return;
    const stored = (await incidents.lock(trx, [which.number])).get(
      which.number,
    );
    const policy = roster.policy(escalation.policy);
    if (!stored || !policy) {
      await escalations.save(trx, which, { dueAt: undefined, endedAt: now });
      return;
    }
    const { facts } = stored;
    const { privateTo } = facts;
    const world = {
      ...(await roster.world(trx, graph, facts.entities[0], now)),
      // Who owns what is hit does not see what is private: its group is asked in their place.
      ...(privateTo !== undefined && { owner: privateTo }),
    };
    const { endedAt, steps } = standingOf(facts, policy, {
      ...escalation,
      run: which.run,
    });
    // Whoever took it while this waited for the lock took it first, whatever the clock said then.
    const at = Math.max(now.getTime(), endedAt ?? 0);
    for (;;) {
      const { due, lookAgainAt } = dueSteps(
        { steps },
        {
          raisedAt: escalation.raisedAt.getTime(),
          endedAt,
          paged: await escalations.paged(trx, which),
        },
        at,
      );
      if (due.length === 0) {
        await escalations.save(trx, which, {
          dueAt: lookAgainAt === undefined ? undefined : new Date(lookAgainAt),
          endedAt: endedAt === undefined ? undefined : new Date(endedAt),
        });
        return;
      }
      for (const step of due) {
        const nextAt = nextStepAt(
          { steps },
          escalation.raisedAt.getTime(),
          step.step,
        );
        await this.#page(
          unit,
          facts,
          { policy, nextAt },
          escalation,
          step,
          world,
        );
      }
      // Whoever looks at it sees who is told, as it happens.
      unit.refetch(incidentSignalChannel(stored));
    }
  }

  async #page(
    unit: IncidentUnit,
    facts: IncidentFacts,
    { policy, nextAt }: { policy: EscalationPolicy; nextAt?: number },
    escalation: Escalation,
    { step, dueAt }: DueStep,
    world: OnCallWorld,
  ): Promise<void> {
    const { escalations, settings, pages } = this.#options;
    const { targets, tell } = policy.steps[step];
    const sent = { step, at: unit.now, nextAt };
    const made: { page: NewPage; message?: OutboxMessage }[] = [];
    const add = (
      page: Pick<NewPage, 'channel' | 'recipient' | 'via' | 'nobody'>,
      messageOf?: (id: string) => OutboxMessage,
    ) => {
      const id = randomUUID();
      made.push({
        page: { id, step, dueAt: new Date(dueAt), ...page },
        message: messageOf?.(id),
      });
    };
    for (const reached of reachedBy({ tell }, world)) {
      if ('who' in reached) {
        const { who, via } = reached;
        add(
          {
            channel: 'notification',
            recipient: who,
            via,
            nobody: undefined,
          },
          id => notificationPage(facts, { ...sent, id, who }),
        );
      } else {
        const { told, nobody } = reached;
        add({ channel: 'nobody', recipient: told, via: undefined, nobody });
      }
    }
    for (const name of new Set(targets)) {
      const target = settings.targets.find(each => each.name === name);
      if (target) {
        add(
          {
            channel: 'target',
            recipient: name,
            via: undefined,
            nobody: undefined,
          },
          id => targetPage(facts, { ...sent, id }, target, pages),
        );
      }
    }
    await escalations.addPages(
      unit.trx,
      escalation,
      unique(made.map(({ page }) => page)),
      unit.now,
    );
    await unit.record('incident.paged', facts.number, {
      policy: policy.name,
      run: escalation.run,
      step,
      raisedAt: escalation.raisedAt.toISOString(),
      dueAt: new Date(dueAt).toISOString(),
      ...(facts.entities[0] && { entity: facts.entities[0] }),
      pages: made.map(({ page: { id, channel, recipient, via, nobody } }) => ({
        ...{ id, channel, recipient },
        ...(via && { via }),
        ...(nobody && { nobody }),
      })),
    });
    unit.tell(...made.flatMap(({ message }) => message ?? []));
  }
}

/** Two words of a step may mean the same person who has left. */
function unique(pages: NewPage[]): NewPage[] {
  return [
    ...new Map(
      pages.map(page => [`${page.channel} ${page.recipient}`, page]),
    ).values(),
  ];
}

/**
 * Until when it is escalated, and how far. What was acknowledged before it was raised again is known to somebody: they are
 * told that it fires once more, and nobody behind them is.
 */
function standingOf(
  facts: IncidentFacts,
  { steps }: EscalationPolicy,
  { raisedAt, run }: Escalation & { run: number },
): { endedAt: number | undefined; steps: EscalationPolicy['steps'] } {
  if (!isOpen(facts.state)) {
    return {
      steps,
      endedAt: Date.parse(facts.resolution?.at ?? raisedAt.toISOString()),
    };
  }
  if (facts.state === 'triage') {
    return { steps, endedAt: raisedAt.getTime() };
  }
  const acknowledgedAt = facts.acknowledged
    ? Date.parse(facts.acknowledged.at)
    : undefined;
  // Raised again, it was acknowledged before; raised once, whoever was as quick as that has taken it.
  return acknowledgedAt !== undefined &&
    run > 0 &&
    acknowledgedAt < raisedAt.getTime()
    ? { steps: steps.slice(0, 1), endedAt: undefined }
    : { steps, endedAt: acknowledgedAt };
}

interface EscalatorOptions {
  journal: IncidentJournal;
  escalations: EscalationStore;
  incidents: IncidentStore;
  roster: OnCallRoster;
  settings: OnCallSettings;
  cmdb: Pick<CmdbService, 'graph'>;
  pages: AreaPages;
  logger: LoggerService;
}
