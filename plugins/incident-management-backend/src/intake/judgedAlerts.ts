import { ConfigurationItem } from '@countersign/plugin-cmdb-common';
import {
  AlertReference,
  alertSeverities,
  AlertSeverity,
  GroupVerdict,
  Level,
  QuietReason,
  recordReferenceSchema,
  shortened,
  standingOf,
  Suppression,
} from '@countersign/plugin-incident-management-common';
import { alertName, StoredAlert } from '../database/AlertStore';
import { StoredGroup } from '../database/GroupStore';
import { maskedText } from './masking';

/** What may change without anybody telling is looked at again after so long. */
const LOOK_AGAIN_MS = 60_000;

/** An alert of a group, what keeps it quiet, and the drill that makes it fire. */
export interface JudgedAlert extends StoredAlert {
  suppressions: Suppression[];
  drill?: string;
}

export function isFiring({ life }: Pick<StoredAlert, 'life'>): boolean {
  const { state } = standingOf(life);
  return state === 'firing' || state === 'acknowledged';
}

export function startOf({ life }: StoredAlert): number | undefined {
  const standing = standingOf(life);
  return standing.state === 'unknown' ? undefined : standing.startedAt;
}

export function endOf({ life }: StoredAlert): number | undefined {
  const standing = standingOf(life);
  return standing.state === 'resolved' ? standing.endedAt : undefined;
}

export function referenceOf(alert: StoredAlert): AlertReference {
  const { signal, receivedAt } = alert;
  return {
    alert: alertName(alert),
    id: alert.id,
    ...(alert.payload !== undefined && { payload: alert.payload }),
    title: shortened(maskedText(signal.title), 300),
    startedAt: new Date(startOf(alert) ?? receivedAt).toISOString(),
    receivedAt: alert.firstReceivedAt.toISOString(),
    ...recordOf(alert),
  };
}

/** An alert of service levels is a record of its own, in their log: with the entry that was told of it last. */
function recordOf({
  kind,
  signal: { annotations },
}: StoredAlert): Pick<AlertReference, 'record'> {
  if (kind !== 'service-levels') return {};
  const { number, entry: digest } = annotations;
  const { success, data: record } = recordReferenceSchema.safeParse({
    number,
    digest,
  });
  return success ? { record } : {};
}

export function titleOf(
  { condition, title }: StoredGroup,
  item: ConfigurationItem | undefined,
  alerts: readonly StoredAlert[],
): string {
  const said =
    alerts.length === 1 ? alerts[0].signal.title : title || condition;
  return shortened(
    maskedText(item ? `${item.title}: ${said}` : said),
    200,
  ).padEnd(3, '.');
}

/** Tier 1 is what everybody notices. */
export function impactOf(item: ConfigurationItem | undefined): Level {
  switch (item?.tier) {
    case 'tier-1':
      return 'high';
    case 'tier-4':
      return 'low';
    default:
      return 'medium';
  }
}

export function urgencyOf(severity: AlertSeverity | null): Level {
  switch (severity) {
    case 'critical':
      return 'high';
    case 'info':
      return 'low';
    default:
      return 'medium';
  }
}

export function worstOf(alerts: readonly StoredAlert[]): AlertSeverity | null {
  const said = alerts.flatMap(({ life }) => life.severity?.said ?? []);
  return alertSeverities.find(severity => said.includes(severity)) ?? null;
}

export function reasonOf(verdict: GroupVerdict): QuietReason | undefined {
  return verdict.want === 'nothing' ? verdict.because : undefined;
}

export function numberOf(verdict: GroupVerdict): string | undefined {
  return 'number' in verdict ? verdict.number : undefined;
}

export function unique(all: readonly Suppression[]): Suppression[] {
  return [
    ...new Map(all.map(each => [`${each.by} ${each.id}`, each])).values(),
  ];
}

/** A window may be withdrawn, a rule mended and an entity registered, and nobody tells. */
export function dueAt(
  { entityRef }: StoredGroup,
  { lookAgainAt }: GroupVerdict,
  firing: readonly JudgedAlert[],
  at: number,
): Date | undefined {
  const mayChange =
    firing.length > 0 &&
    (!entityRef || firing.some(({ suppressions }) => suppressions.length > 0));
  const due = Math.min(
    lookAgainAt ?? Infinity,
    mayChange ? at + LOOK_AGAIN_MS : Infinity,
  );
  return due === Infinity ? undefined : new Date(due);
}
