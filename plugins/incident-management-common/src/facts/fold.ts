import {
  IncidentEntryData,
  incidentEntrySchemas,
  IncidentEntryType,
} from '../entries';
import { IncidentFacts, priorityOf } from '../model';
import { Applier } from './applier';
import { alertAppliers, firstAlert } from './appliers/alerts';
import { contentAppliers } from './appliers/content';
import { mergingAppliers } from './appliers/merging';
import { messageAppliers } from './appliers/messages';
import { privacyAppliers } from './appliers/privacy';
import { progressAppliers } from './appliers/progress';
import { relationAppliers } from './appliers/relations';
import { timeAppliers } from './appliers/times';
import { urgencyAppliers } from './appliers/urgency';
import { workAppliers } from './appliers/work';
import { reviewAppliers } from '../review/fold';

/** An entry of the ledger about an incident, as far as its facts need it. */
export interface IncidentEntry {
  id: string;
  type: string;
  subject: string;
  actor: string;
  occurredAt: string;
  data: unknown;
}

/** An applier for every entry: one without it would not compile. */
const appliers: { [T in IncidentEntryType]: Applier<T> } = {
  'incident.opened': facts => facts,
  ...progressAppliers,
  ...mergingAppliers,
  ...urgencyAppliers,
  ...workAppliers,
  ...contentAppliers,
  ...relationAppliers,
  ...messageAppliers,
  ...privacyAppliers,
  ...timeAppliers,
  ...alertAppliers,
  ...reviewAppliers,
};

/** Folds entries in the order of the ledger. What does not fit what stands changes nothing. */
export function foldIncident(
  entries: readonly IncidentEntry[],
): IncidentFacts | undefined {
  return entries.reduce<IncidentFacts | undefined>(applyEntry, undefined);
}

/** What becomes of the facts by one more entry. Pure and total: it never throws. */
export function applyEntry(
  facts: IncidentFacts | undefined,
  entry: IncidentEntry,
): IncidentFacts | undefined {
  if (!Object.hasOwn(incidentEntrySchemas, entry.type)) return facts;
  const type = entry.type as IncidentEntryType;
  const read = incidentEntrySchemas[type].safeParse(entry.data);
  if (!read.success) return facts;
  if (type === 'incident.opened') {
    return (
      facts ?? opened(entry, read.data as IncidentEntryData<'incident.opened'>)
    );
  }
  if (!facts || facts.number !== entry.subject) return facts;
  const apply = appliers[type] as Applier<typeof type>;
  return apply(facts, read.data as never, {
    id: entry.id,
    by: entry.actor.toLocaleLowerCase('en-US'),
    at: entry.occurredAt,
  });
}

function opened(
  { subject, actor, occurredAt }: IncidentEntry,
  data: IncidentEntryData<'incident.opened'>,
): IncidentFacts {
  const { rules: _rules, triage, started, detected, splitFrom } = data;
  const { alerts, firing, ...fields } = data;
  const by = actor.toLocaleLowerCase('en-US');
  return {
    number: subject,
    title: fields.title,
    ...(fields.description !== undefined && {
      description: fields.description,
    }),
    entities: fields.entities,
    ...(fields.team !== undefined && { team: fields.team }),
    source: fields.source,
    opened: { by, at: occurredAt },
    state: triage ? 'triage' : 'new',
    impact: fields.impact,
    urgency: fields.urgency,
    worstPriority: priorityOf(fields.impact, fields.urgency),
    drill: fields.drill,
    ...(fields.privateTo !== undefined && { privateTo: fields.privateTo }),
    times: { started, detected },
    ...firstAlert(undefined, alerts),
    alerts: { seen: alerts.length, firing },
    heldSeconds: 0,
    reopened: 0,
    absorbed: [],
    ...(splitFrom && { splitFrom: splitFrom.number }),
    splitInto: [],
    major: { state: 'none' },
    roles: {},
    hands: [],
    tasks: [],
    links: [],
    corrections: [],
    causes: [],
    problems: [],
    authors: {},
    pinned: [],
    steps: [],
    actionItems: [],
  };
}
