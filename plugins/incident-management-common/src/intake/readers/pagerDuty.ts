import {
  Fields,
  fieldsOf,
  firstText,
  hintsOf,
  instantOf,
  keyOf,
  linksOf,
  listOf,
  severityOf,
  shortened,
  statusOf,
  textOf,
  titleOf,
  wordsOf,
} from '../fields';
import { AlertSignal, KEY_LENGTH, ReadPayload } from '../signal';

/** Events of PagerDuty's Events API, version 2: what it calls accepted, tolerant of summaries that it would refuse. */
export function readPagerDuty(body: unknown): ReadPayload {
  const event = fieldsOf(body);
  const problems = pagerDutyProblems(event);
  return problems.length
    ? { signals: [], problems, notes: [] }
    : { signals: [signalOf(event)], problems: [], notes: [] };
}

/** Why nothing can be done with an event; empty when something can. */
export function pagerDutyProblems(body: unknown): string[] {
  const event = fieldsOf(body);
  const action = statusOf(event.event_action);
  if (!action || action === 'test') {
    return ['event_action: must be trigger, acknowledge or resolve'];
  }
  return textOf(event.dedup_key) === undefined
    ? [
        action === 'firing'
          ? 'dedup_key: is given to a trigger that has none when it arrives'
          : `dedup_key: must name the alert that is to be ${action}`,
      ]
    : [];
}

function signalOf(event: Fields): AlertSignal {
  const payload = fieldsOf(event.payload);
  const status = statusOf(event.event_action) ?? 'firing';
  const summary = firstText(payload.summary, payload.class, payload.source);
  const labels = wordsOf({
    source: payload.source,
    component: payload.component,
    group: payload.group,
    class: payload.class,
    client: event.client,
  });
  const details = wordsOf(
    textOf(payload.custom_details) === undefined
      ? payload.custom_details
      : { details: payload.custom_details },
  );
  const key = keyOf(String(event.dedup_key));
  return {
    key,
    status,
    startsAt: instantOf(payload.timestamp),
    endsAt: null,
    // A second trigger of the same key after a resolve is a second alert, whatever its timestamp.
    order: 'arrival',
    severity: severityOf(payload.severity),
    title: titleOf(summary ?? key),
    text: firstText(payload.summary) ?? '',
    condition: shortened(
      firstText(payload.class, payload.summary) ?? key,
      KEY_LENGTH,
    ),
    labels,
    annotations: details,
    resource: {},
    values: {},
    links: linksOf(
      ...listOf(event.links).map(link => {
        const { href, text } = fieldsOf(link);
        return { title: textOf(text) ?? 'Link', url: href };
      }),
      { title: textOf(event.client) ?? 'Sender', url: event.client_url },
      ...listOf(event.images).map(image => {
        const { src, alt } = fieldsOf(image);
        return { title: textOf(alt) ?? 'Picture', url: src };
      }),
    ),
    hints: hintsOf({ ...details, ...labels }, textOf(payload.source)),
  };
}
