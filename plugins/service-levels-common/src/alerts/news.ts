import { z } from 'zod';
import type { Objective } from '../openslo/objective';
import type { Alert } from './life';

/** The topic of the events that tell what becomes of alerts. */
export const ALERT_EVENT_TOPIC = 'service-levels.alerts';

export const alertHappenings = [
  'fired',
  'raised',
  'lowered',
  'acknowledged',
  'resolved',
] as const;
export type AlertHappening = (typeof alertHappenings)[number];

const instant = z.iso.datetime();

/** What became of an alert, whole: whoever takes it needs to ask nobody. */
export const alertNewsSchema = z.object({
  /** `ALR0000042`. */
  number: z.string(),
  happening: z.enum(alertHappenings),
  objective: z.string(),
  title: z.string(),
  /** Entity references. */
  component: z.string(),
  owner: z.string().optional(),
  kind: z.enum(['burn', 'silence']),
  /** The severity it has, and before it the one that just ended. */
  phases: z.array(
    z.object({
      severity: z.enum(['page', 'ticket']),
      startsAt: instant,
      endsAt: instant.optional(),
    }),
  ),
  /** Milliseconds: the long window of the pair that fires. */
  window: z.number(),
  /** How many times faster than it lasts the budget is spent, over that window. */
  burnRate: z.number().optional(),
  /** Share of the budget that is left; below 0 it is overspent. */
  budgetLeft: z.number().optional(),
  /** Milliseconds until it is spent, should it go on like this. */
  exhaustedIn: z.number().optional(),
  acknowledgedBy: z.string().optional(),
  /** The page of the objective. */
  link: z.string(),
  /** The address of the runbook that its definition names. */
  runbook: z.string().optional(),
});
export type AlertNews = z.infer<typeof alertNewsSchema>;
type Phase = AlertNews['phases'][number];

/** A CloudEvents 1.0 event about an alert. */
export const alertEventSchema = z.object({
  specversion: z.literal('1.0'),
  /** The same when it is sent again. */
  id: z.string(),
  source: z.string(),
  /** `countersign.alert.fired` and so on. */
  type: z.string(),
  subject: z.string(),
  time: instant,
  datacontenttype: z.literal('application/json'),
  /** Of the ledger entry that it tells of, for whoever relies on it in a log of their own. */
  entrydigest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional(),
  data: alertNewsSchema,
});
export type AlertEventMessage = z.infer<typeof alertEventSchema>;

/** The severity an alert has, and the one it had before where that ended by what happened. */
export function phasesOf(after: Alert, before: Alert | undefined): Phase[] {
  const at = (ms: number | undefined) =>
    new Date(ms ?? after.pendingSince).toISOString();
  const startOf = (alert: Alert) => at(alert.severitySince ?? alert.firedAt);
  const changed =
    before?.state === 'firing' && before.severity !== after.severity;
  return [
    ...(changed
      ? [
          {
            severity: before.severity,
            startsAt: startOf(before),
            endsAt: startOf(after),
          },
        ]
      : []),
    {
      severity: after.severity,
      startsAt: startOf(after),
      ...(after.state === 'resolved' && { endsAt: at(after.resolvedAt) }),
    },
  ];
}

/** Names of the targets that an objective's alert policies notify. */
export function targetsOf({
  conditions,
}: Pick<Objective, 'conditions'>): string[] {
  return [...new Set(conditions.flatMap(({ targets = [] }) => targets))];
}

/** In a few words, after the number of the alert: `fires: 38 % of the budget is left, for 12 min at this rate`. */
export function newsWords(news: AlertNews): string {
  const { happening, kind, acknowledgedBy } = news;
  if (happening === 'resolved') return 'is over';
  if (happening === 'acknowledged') {
    return `is taken care of by ${acknowledgedBy ?? 'somebody'}`;
  }
  const verb = {
    fired: 'fires',
    raised: 'is raised',
    lowered: 'is lowered',
  }[happening];
  return kind === 'silence'
    ? `${verb}: nothing is heard any more`
    : `${verb}: ${budgetWords(news)}`;
}

function budgetWords({ budgetLeft = 0, exhaustedIn }: AlertNews): string {
  const left =
    budgetLeft <= 0
      ? 'nothing is left of the budget'
      : `${Math.round(budgetLeft * 100)} % of the budget is left`;
  return exhaustedIn === undefined || exhaustedIn === 0 || budgetLeft <= 0
    ? left
    : `${left}, for ${durationWords(exhaustedIn)} at this rate`;
}

/** What is burning and how fast, in one line. */
export function newsDetail({
  title,
  burnRate,
  window,
}: Pick<AlertNews, 'title' | 'burnRate' | 'window'>): string {
  if (burnRate === undefined) return title;
  const rate = burnRate >= 10 ? Math.round(burnRate) : burnRate.toFixed(1);
  return `${title}: over ${durationWords(
    window,
  )} the budget is spent ${rate} times as fast as it lasts`;
}

function durationWords(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
