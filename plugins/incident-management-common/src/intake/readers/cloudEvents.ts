import {
  Fields,
  fieldsOf,
  firstText,
  hintsOf,
  instantOf,
  isFields,
  keyOf,
  linksOf,
  severityOf,
  shortened,
  statusOf,
  textOf,
  titleOf,
  wordsOf,
} from '../fields';
import { AlertSignal, KEY_LENGTH, ReadPayload, SignalStatus } from '../signal';
import { readServiceLevels } from './serviceLevels';

const required = ['id', 'source', 'specversion', 'type'] as const;

/** CloudEvents 1.0, one or a batch. What they are about is taken from the names that most senders use. */
export function readCloudEvents(body: unknown): ReadPayload {
  const events = Array.isArray(body) ? body : [body];
  const read: ReadPayload = { signals: [], problems: [], notes: [] };
  events.forEach((event, i) => {
    const one = readOne(event);
    const within = Array.isArray(body) ? `${i}.` : '';
    read.signals.push(...one.signals);
    read.problems.push(...one.problems.map(problem => within + problem));
    read.notes.push(...one.notes);
  });
  if (events.length === 0) read.problems.push('the batch has no event in it');
  return read;
}

function readOne(event: unknown): ReadPayload {
  const fields = fieldsOf(event);
  const missing = required.filter(name => !textOf(fields[name]));
  if (missing.length > 0) {
    return refuse(`${missing.join(', ')}: every CloudEvent has it`);
  }
  if (textOf(fields.type)?.startsWith('countersign.alert.')) {
    return readServiceLevels(event);
  }
  const data = dataOf(fields);
  const status = stateOf(fields, data);
  if (!status) {
    return refuse(
      'type: ends in no word for a state, such as firing, resolved or acknowledged, and data has no status or state either',
    );
  }
  return {
    signals: [signalOf(fields, data, status)],
    problems: [],
    notes: [],
  };
}

function refuse(problem: string): ReadPayload {
  return { signals: [], problems: [problem], notes: [] };
}

function dataOf({ data, data_base64: packed }: Fields): Fields {
  if (isFields(data)) return data;
  const text = typeof data === 'string' ? data : unpacked(textOf(packed) ?? '');
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return text ? { message: text } : {};
  }
}

function unpacked(base64: string): string {
  try {
    return new TextDecoder().decode(
      Uint8Array.from(atob(base64), character => character.charCodeAt(0)),
    );
  } catch {
    return '';
  }
}

function stateOf(event: Fields, data: Fields): SignalStatus | undefined {
  const lastOfType = textOf(event.type)?.split(/[.:/]/).at(-1);
  return statusOf(data.status) ?? statusOf(data.state) ?? statusOf(lastOfType);
}

function signalOf(
  event: Fields,
  data: Fields,
  status: SignalStatus,
): AlertSignal {
  const labels = wordsOf(data.labels);
  const annotations = wordsOf(data.annotations);
  const named = firstText(
    data.key,
    data.dedup_key,
    data.fingerprint,
    data.alertId,
    data.alert_id,
    event.subject,
    data.name,
  );
  const name = firstText(labels.alertname, data.condition, data.name);
  const summary = firstText(
    data.title,
    data.summary,
    annotations.summary,
    name,
    event.subject,
    event.type,
  );
  const time = instantOf(event.time);
  const starts = instantOf(data.startsAt) ?? instantOf(data.started_at);
  const ends = instantOf(data.endsAt) ?? instantOf(data.ended_at);
  const source = String(event.source);
  // An event about nothing that it names is about itself.
  const key = keyOf(source, named ?? String(event.id));
  return {
    key,
    status,
    startsAt: starts ?? (status === 'firing' ? time : null),
    endsAt: status === 'resolved' ? ends ?? time : null,
    order: starts || time ? 'stated' : 'arrival',
    severity: severityOf(data.severity, labels.severity),
    title: titleOf(summary ?? key),
    text: [summary, firstText(data.description, data.message)]
      .filter(Boolean)
      .join('\n\n'),
    condition: shortened(name ?? summary ?? key, KEY_LENGTH),
    labels: {
      ...labels,
      source,
      ...wordsOf({ subject: event.subject }),
    },
    annotations,
    resource: wordsOf(data.resource),
    values: wordsOf(data.values),
    links: linksOf(
      { title: 'Runbook', url: data.runbook_url ?? annotations.runbook_url },
      { title: 'Source', url: data.url ?? data.link },
    ),
    hints: hintsOf(
      { ...wordsOf(data), ...annotations, ...labels },
      textOf(event.subject),
    ),
  };
}
