import {
  Fields,
  fieldsOf,
  firstText,
  hintsOf,
  instantOf,
  isFields,
  keyOf,
  keyOfWords,
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

/** Alertmanager's webhook, version 4, and whatever speaks like it. What is missing in an alert is taken from its group. */
export function readAlertmanager(body: unknown): ReadPayload {
  const message = fieldsOf(body);
  const alerts = listOf(message.alerts);
  const read: ReadPayload = { signals: [], problems: [], notes: [] };
  if (alerts.length === 0) {
    read.problems.push(
      'alerts: must be a list with an alert in it at least, as the webhook of Alertmanager sends it',
    );
  }
  alerts.forEach((alert, i) => {
    const signal = isFields(alert) ? signalOf(message, alert) : undefined;
    if (signal) read.signals.push(signal);
    else {
      read.problems.push(
        `alerts.${i}: must be an object with a status (firing or resolved), and with labels or a fingerprint`,
      );
    }
  });
  const left = Number(message.truncatedAlerts);
  if (left > 0) {
    read.notes.push(
      `The sender left out ${left} alerts of this group: raise max_alerts of its webhook`,
    );
  }
  return read;
}

function signalOf(message: Fields, alert: Fields): AlertSignal | undefined {
  const stated = statusOf(alert.status) ?? statusOf(message.status);
  const labels = wordsOf(message.commonLabels, alert.labels);
  const annotations = wordsOf(message.commonAnnotations, alert.annotations);
  const fingerprint = textOf(alert.fingerprint);
  const hasLabels = Object.keys(labels).length > 0;
  if (!stated || !(fingerprint || hasLabels)) return undefined;
  const name = firstText(labels.alertname, labels.rulename, labels.rule_name);
  const summary = firstText(
    annotations.summary,
    annotations.title,
    annotations.message,
    name,
    annotations.description,
  );
  return {
    key: fingerprint ? keyOf(fingerprint) : keyOfWords(labels),
    status: isConnectionTest(labels) ? 'test' : stated,
    startsAt: instantOf(alert.startsAt),
    endsAt: stated === 'resolved' ? instantOf(alert.endsAt) : null,
    order: 'stated',
    severity: severityOf(labels.severity, labels.priority, labels.level),
    title: titleOf(summary ?? 'Alert'),
    text: [summary, annotations.description, annotations.message]
      .filter((text, i, all) => text && all.indexOf(text) === i)
      .join('\n\n'),
    condition: shortened(name ?? summary ?? 'Alert', KEY_LENGTH),
    labels,
    annotations,
    resource: {},
    values: wordsOf(
      alert.values,
      textOf(alert.valueString) && { valueString: alert.valueString },
    ),
    links: linksOf(
      {
        title: 'Runbook',
        url: annotations.runbook_url ?? annotations.runbook,
      },
      {
        title: 'Dashboard',
        url: alert.dashboardURL ?? annotations.dashboard_url,
      },
      { title: 'Panel', url: alert.panelURL },
      { title: 'Source', url: alert.generatorURL },
      { title: 'Silence', url: alert.silenceURL },
      { title: 'Sender', url: message.externalURL },
    ),
    hints: hintsOf({ ...annotations, ...labels }, labels.job),
  };
}

/** What Grafana sends when somebody presses "Test" at a contact point. */
function isConnectionTest(labels: Readonly<Record<string, string>>): boolean {
  return labels.alertname === 'TestAlert' && labels.instance === 'Grafana';
}
