import { AlertNews, newsDetail, newsWords } from './news';

/** One alert as Alertmanager tells it. */
export interface AlertmanagerAlert {
  status: 'firing' | 'resolved';
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  endsAt: string;
  generatorURL: string;
  fingerprint: string;
}

/** The body that Alertmanager posts to a webhook, version 4. */
export interface AlertmanagerMessage {
  version: '4';
  groupKey: string;
  truncatedAlerts: number;
  status: 'firing' | 'resolved';
  receiver: string;
  groupLabels: Record<string, string>;
  commonLabels: Record<string, string>;
  commonAnnotations: Record<string, string>;
  externalURL: string;
  alerts: AlertmanagerAlert[];
}

/** An alert that has not ended has this end. */
const OPEN_END = '0001-01-01T00:00:00Z';

/**
 * What became of an alert in Alertmanager's form. There a severity is a label: an alert that is raised is one that ended and
 * another one that fires, in one message, as two rules of Prometheus would make it.
 */
export function alertmanagerMessage(
  news: AlertNews,
  { receiver, externalURL }: { receiver: string; externalURL: string },
): AlertmanagerMessage {
  const groupLabels = {
    alertname: news.kind === 'burn' ? 'ErrorBudgetBurn' : 'ObjectiveSilent',
    entity: news.component,
    objective: news.objective,
  };
  const annotations = annotationsOf(news);
  const recent = news.phases.slice(-2);
  const alerts = recent.map(({ severity, startsAt, endsAt }) => {
    const labels = {
      ...groupLabels,
      severity,
      ...(news.owner && { owner: news.owner }),
    };
    return {
      status: endsAt ? ('resolved' as const) : ('firing' as const),
      labels,
      annotations,
      startsAt,
      endsAt: endsAt ?? OPEN_END,
      generatorURL: news.link,
      fingerprint: fingerprintOf(labels),
    };
  });
  return {
    version: '4',
    groupKey: `{}:{${Object.entries(groupLabels)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join(', ')}}`,
    truncatedAlerts: 0,
    status: alerts.some(({ status }) => status === 'firing')
      ? 'firing'
      : 'resolved',
    receiver,
    groupLabels,
    commonLabels: common(alerts.map(({ labels }) => labels)),
    commonAnnotations: annotations,
    externalURL,
    alerts,
  };
}

function annotationsOf(news: AlertNews): Record<string, string> {
  const { number, burnRate, budgetLeft, exhaustedIn, link, runbook } = news;
  return {
    number,
    summary: `${number} ${newsWords(news)}`,
    description: newsDetail(news),
    ...(burnRate !== undefined && { burn_rate: String(burnRate) }),
    ...(budgetLeft !== undefined && { budget_left: String(budgetLeft) }),
    ...(exhaustedIn !== undefined && {
      minutes_left: String(Math.round(exhaustedIn / 60_000)),
    }),
    link,
    ...(runbook !== undefined && { runbook_url: runbook }),
  };
}

function common(all: readonly Record<string, string>[]) {
  const [first = {}, ...others] = all;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) =>
      others.every(each => each[name] === value),
    ),
  );
}

const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;
const SEPARATOR = 255;

/** As Prometheus makes it of labels: FNV-1a of names and values in the order of the names. */
export function fingerprintOf(labels: Record<string, string>): string {
  const text = new TextEncoder();
  const bytes = Object.keys(labels)
    .sort()
    .flatMap(name => [
      ...text.encode(name),
      SEPARATOR,
      ...text.encode(labels[name]),
      SEPARATOR,
    ]);
  const hash = bytes.reduce(
    (sum, byte) => BigInt.asUintN(64, (sum ^ BigInt(byte)) * FNV_PRIME),
    FNV_OFFSET,
  );
  return hash.toString(16).padStart(16, '0');
}
