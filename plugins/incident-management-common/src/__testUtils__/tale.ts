import { CallerKind } from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { IncidentEntryData } from '../entries';
import { applyEntry } from '../facts';
import {
  EntryOf,
  IncidentCall,
  IncidentVerb,
  IncidentWorld,
  judgeIncident,
  ruleOf,
  Verdict,
} from '../judge';
import { IncidentFacts } from '../model';

/** When tales begin. */
export const BEGIN = Date.parse('2026-11-02T09:00:00.000Z');
const MINUTE = 60_000;

/** Minutes after the beginning, in ISO 8601. */
export const minute = (n: number) => new Date(BEGIN + n * MINUTE).toISOString();

export const limits = { closeAfter: 60 * MINUTE, reopenWithin: 30 * MINUTE };

export const people = {
  olive: 'user:default/olive',
  carl: 'user:default/carl',
  una: 'user:default/una',
};

/** An incident whose entries are written only where the judge allows them. */
export class Tale {
  readonly entries: LedgerEntry[] = [];
  facts!: IncidentFacts;
  /** Minutes after the beginning. */
  now = 0;

  constructor(
    readonly number = 'INC0000001',
    opening: Partial<IncidentEntryData<'incident.opened'>> = {},
    actor = people.olive,
  ) {
    this.write(
      'incident.opened',
      {
        rules: 1,
        title: 'Payments are slow',
        entities: ['component:default/checkout', 'component:default/orders'],
        team: 'group:default/checkout',
        source: 'person',
        impact: 'high',
        urgency: 'medium',
        started: minute(-10),
        detected: minute(0),
        triage: false,
        drill: false,
        alerts: [],
        firing: 0,
        ...opening,
      },
      actor,
    );
  }

  /** Does it where the judge allows it, and says what the judge said. */
  try<V extends IncidentVerb>(
    verb: V,
    data: IncidentEntryData<EntryOf<V>>,
    who: { ref: string; by: CallerKind } = { ref: people.olive, by: 'person' },
    world: Partial<IncidentWorld> = {},
  ): Verdict {
    const verdict = judgeIncident(
      this.facts,
      { verb, who, data } as IncidentCall,
      { now: minute(this.now), limits, story: this.entries, ...world },
    );
    if (verdict.ok) {
      const via = who.by === 'assisted' ? { via: 'plugin:mcp-actions' } : {};
      this.write(ruleOf(verb).entry, { ...data, ...via }, who.ref);
    }
    return verdict;
  }

  /** @throws Error where the judge refuses */
  do<V extends IncidentVerb>(...call: Parameters<typeof this.try<V>>): this {
    const verdict = this.try(...call);
    if (!verdict.ok) throw new Error(verdict.refusal.message);
    return this;
  }

  at(now: number): this {
    this.now = now;
    return this;
  }

  write(type: string, data: object, actor: string): void {
    const entry: LedgerEntry = {
      id: `e${this.entries.length}`,
      type,
      subject: this.number,
      actor,
      occurredAt: minute(this.now),
      data: JSON.parse(JSON.stringify(data)),
    };
    this.entries.push(entry);
    this.facts = applyEntry(this.facts, entry)!;
  }
}

/** The plugin itself. */
export const plugin = {
  ref: 'plugin:incident-management',
  by: 'system',
} as const;

/** The guard that refuses, or undefined. */
export const guardOf = (verdict: Verdict) =>
  verdict.ok ? undefined : verdict.refusal.guard;
