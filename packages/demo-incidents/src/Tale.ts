import { hashOf, shifted } from '@countersign/demo-estate';
import {
  AskedVerb,
  DeclareIncident,
  IncidentRole,
  ReviewContent,
  VerbInput,
} from '@countersign/plugin-incident-management-common';
import { DemoIncidentCall } from '@countersign/plugin-incident-management-node';
import { onCallAt } from './onCall';
import { Deed, References, SloAlert, Step, Story } from './types';
import { deliveryOf } from './sloAlerts';

/** An alert that Prometheus watches for. */
export interface Watched {
  id: string;
  /** Entity ref of what it is about. */
  item: string;
  /** Name of the rule. */
  alert: string;
  summary: string;
  details?: string;
  severity: 'critical' | 'error' | 'warning' | 'info';
  /** When it began to be true. */
  began: string;
  /** Minutes until it is delivered. */
  seen?: number;
  /** Where it fires; one place when absent. */
  instances?: string[];
  unmeasured?: boolean;
  quiet?: boolean;
}

/** Words of a person, and how many minutes after the step before. */
interface Said {
  by?: string;
  after?: number;
  tell?: boolean;
}

const SENDER = { integration: 'prometheus', kind: 'alertmanager' };

/** Tells the story of an incident step by step; each step comes after the one before. */
export class Tale {
  readonly #steps: Step[] = [];
  readonly #causes: string[] = [];
  #at: string;
  /** Whoever took it, and says what happens next unless somebody else does. */
  #lead: string | undefined;
  #watched: Watched | undefined;

  private constructor(
    private readonly about: Omit<Story, 'steps' | 'causes'>,
    at: string,
  ) {
    this.#at = at;
  }

  /** Prometheus sees it. */
  static watched(watched: Watched, options: { tell?: boolean } = {}): Tale {
    const { id, item, alert, began, seen = 3, unmeasured, quiet } = watched;
    const tale = new Tale(
      {
        id,
        entities: [item],
        began,
        group: { entityRef: item, condition: alert },
        unmeasured,
        quiet,
      },
      shifted(began, seen),
    );
    tale.#watched = watched;
    return tale.#deliver(messageOf(watched), options.tell);
  }

  /** Service levels see it: the first of the alerts opens it, the others belong to it. */
  static burning(
    id: string,
    alerts: readonly SloAlert[],
    story: { began: string; condition: string },
  ): Tale {
    const [first] = alerts;
    const { component: entityRef } = first;
    const { condition, began } = story;
    const tale = new Tale(
      { id, began, entities: [entityRef], group: { entityRef, condition } },
      first.firedAt,
    );
    for (const alert of alerts) {
      tale.#steps.push({
        do: 'deliver',
        delivery: deliveryOf(alert, 'fired'),
        at: alert.firedAt,
      });
      if (alert.resolvedAt) {
        tale.#steps.push({
          do: 'deliver',
          delivery: deliveryOf(alert, 'resolved'),
          at: alert.resolvedAt,
        });
      }
    }
    return tale;
  }

  /** Somebody says so. */
  static declared(
    id: string,
    at: string,
    by: string,
    incident: DeclareIncident,
    options: { unmeasured?: boolean; tell?: boolean } = {},
  ): Tale {
    const { unmeasured, tell } = options;
    const tale = new Tale(
      {
        id,
        unmeasured,
        entities: [...incident.entities],
        began: incident.startedAt ?? incident.detectedAt ?? at,
      },
      at,
    );
    tale.#lead = by;
    return tale.#do({ do: 'declare', incident }, { by, after: 0, tell });
  }

  /** Whoever is on call takes it, unless it is somebody else. */
  taken({ by, after = 4 }: Said = {}): this {
    const who = by ?? onCallAt(shifted(this.#at, after));
    this.#lead = who;
    return this.act('acknowledge', {}, { by: who, after });
  }

  noted(text: string, said: Said = {}): this {
    return this.act('note', { text }, said);
  }

  /** Tells those who wait, and when they hear again. Minutes. */
  updated(text: string, { nextIn, ...said }: Said & { nextIn?: number }): this {
    const at = shifted(this.#at, said.after ?? 6);
    return this.act(
      'update',
      {
        text,
        ...(nextIn !== undefined && { nextAt: shifted(at, nextIn) }),
      },
      said,
    );
  }

  mitigated(text: string, said: Said = {}): this {
    return this.act('mitigate', { text }, said);
  }

  /** What Prometheus watches for is not true any more. */
  calm(after: number): this {
    const watched = this.#watched;
    if (!watched) throw new Error(`${this.about.id} is not watched`);
    const end = shifted(this.#at, after);
    this.#at = shifted(end, 1);
    return this.#deliver(messageOf(watched, end));
  }

  resolved(text: string, said: Said = {}): this {
    return this.act('resolve', { text }, said);
  }

  caused(change: string, reason: string, said: Said = {}): this {
    this.#causes.push(change);
    return this.then(
      refs => ({
        verb: 'confirm-cause',
        body: { change: refs.change(change), reason },
      }),
      { after: 35, ...said },
    );
  }

  given(role: IncidentRole, person: string, said: Said = {}): this {
    return this.act('assign', { role, person }, { after: 1, ...said });
  }

  /** Drafts its review from the timeline, and writes what the timeline does not know. */
  reviewed(words: Partial<ReviewContent>, said: Said & { by: string }): this {
    this.#lead = said.by;
    return this.#do({ do: 'review', words }, said);
  }

  /** An action item of its review. */
  promised(item: VerbInput<'add-action'>, said: Said = {}): this {
    return this.act('add-action', item, said);
  }

  /** An action item is done, by whoever owns it. */
  kept(item: { action: string; text: string; by: string }): this {
    const { by, ...words } = item;
    return this.#do({ do: 'finish-action', ...words }, { by });
  }

  act<V extends AskedVerb>(verb: V, body: VerbInput<V>, said?: Said): this {
    return this.then(() => ({ verb, body } as DemoIncidentCall), said);
  }

  /** Anything that refers to other records. */
  then(call: (refs: References) => DemoIncidentCall, said: Said = {}): this {
    return this.#do({ do: 'act', call }, said);
  }

  /** Not before this instant. */
  from(instant: string): this {
    if (instant > this.#at) this.#at = instant;
    return this;
  }

  story(): Story {
    return {
      ...this.about,
      causes: this.#causes,
      steps: [...this.#steps].sort((a, b) => a.at.localeCompare(b.at)),
    };
  }

  #deliver(body: object, tell?: boolean): this {
    return this.#do(
      { do: 'deliver', delivery: { ...SENDER, body } },
      { after: 0, tell },
    );
  }

  #do(deed: Deed, { by = this.#lead, after = 6, tell }: Said): this {
    this.#at = shifted(this.#at, after);
    this.#steps.push({
      ...deed,
      at: this.#at,
      ...(deed.do !== 'deliver' && { by }),
      ...(tell && { tell }),
    });
    return this;
  }
}

/** As the webhook of an Alertmanager sends it. */
function messageOf(watched: Watched, endsAt?: string) {
  const { id, item, alert, severity, summary, details, began } = watched;
  const status = endsAt ? 'resolved' : 'firing';
  return {
    version: '4',
    status,
    receiver: 'countersign',
    alerts: (watched.instances ?? ['a']).map(instance => ({
      status,
      labels: { alertname: alert, severity, entity: item, instance },
      annotations: { summary, ...(details && { description: details }) },
      startsAt: began,
      endsAt: endsAt ?? '0001-01-01T00:00:00Z',
      fingerprint: hashOf(`${id} ${instance}`).slice(0, 16),
    })),
  };
}
