import {
  Fields,
  fieldsOf,
  firstText,
  hintsOf,
  instantOf,
  keyOf,
  keyOfWords,
  leadingStatus,
  linksOf,
  listOf,
  severityOf,
  shortened,
  statusOf,
  textOf,
  titleOf,
  withoutStatus,
  wordsOf,
} from '../fields';
import { AlertSignal, KEY_LENGTH, ReadPayload } from '../signal';
import { readAlertmanager } from './alertmanager';

/**
 * Grafana: its alerts as Alertmanager has them, or, from earlier versions and from templates of one's own, one alert whose
 * state stands in a word or at the beginning of its message.
 */
export function readGrafana(body: unknown): ReadPayload {
  const message = fieldsOf(body);
  if (listOf(message.alerts).length > 0) return readAlertmanager(body);
  const signal = singleSignal(message);
  return signal
    ? { signals: [signal], problems: [], notes: [] }
    : {
        signals: [],
        problems: [
          'alerts: must be a list of alerts; without it, state must be a word such as alerting or ok, and title, ruleName or alert_uid must name the alert',
        ],
        notes: [],
      };
}

function singleSignal(message: Fields): AlertSignal | undefined {
  const status =
    statusOf(message.state) ??
    statusOf(message.status) ??
    leadingStatus(message.message) ??
    leadingStatus(message.title);
  const named = firstText(message.ruleName, message.title);
  const title = named && withoutStatus(named);
  const labels = wordsOf(
    message.groupLabels,
    message.commonLabels,
    message.tags,
    message.labels,
  );
  const annotations = wordsOf(message.commonAnnotations, message.annotations);
  const key = identityOf(message, title, labels);
  if (!status || !key) return undefined;
  const text = firstText(message.message) ?? '';
  return {
    key,
    status: textOf(message.ruleName) === 'Test notification' ? 'test' : status,
    startsAt: instantOf(message.startsAt),
    endsAt: status === 'resolved' ? instantOf(message.endsAt) : null,
    order: instantOf(message.startsAt) ? 'stated' : 'arrival',
    severity: severityOf(labels.severity, labels.priority),
    title: titleOf(title ?? withoutStatus(text) ?? key),
    text: [named, text].filter(Boolean).join('\n\n'),
    condition: shortened(labels.alertname ?? title ?? key, KEY_LENGTH),
    labels,
    annotations,
    resource: {},
    values: wordsOf(
      Object.fromEntries(
        listOf(message.evalMatches).map((match, i) => {
          const { metric, value } = fieldsOf(match);
          return [textOf(metric) ?? String(i), value];
        }),
      ),
      message.values,
    ),
    links: linksOf(
      { title: 'Rule', url: message.ruleUrl },
      { title: 'Source', url: message.link_to_upstream_details },
      { title: 'Picture', url: message.imageUrl ?? message.image_url },
      { title: 'Sender', url: message.externalURL },
    ),
    hints: hintsOf({ ...annotations, ...labels }),
  };
}

/** By what stays the same while the message changes. */
function identityOf(
  message: Fields,
  title: string | undefined,
  labels: Readonly<Record<string, string>>,
): string | undefined {
  const uid = firstText(message.alert_uid, message.alertUid, message.ruleUid);
  if (uid) return keyOf(uid);
  const rule = textOf(message.ruleId);
  if (rule) return keyOf(firstText(message.orgId) ?? '', rule);
  const group = textOf(message.groupKey);
  if (group) return keyOf(group);
  if (Object.keys(labels).length > 0) {
    return keyOfWords({ ...labels, ...(title && { ' title': title }) });
  }
  return title && keyOf(title);
}
