import { z } from 'zod';

/** What a signal says of its alert. A test says that the connection works, and nothing of any alert. */
export const signalStatuses = [
  'firing',
  'resolved',
  'acknowledged',
  'test',
] as const;
export type SignalStatus = (typeof signalStatuses)[number];

/** How bad it is, as senders put it; worst first. */
export const alertSeverities = [
  'critical',
  'error',
  'warning',
  'info',
] as const;
export type AlertSeverity = (typeof alertSeverities)[number];

/** The longest key, title and condition; what is longer is digested, or stands whole in the text. */
export const KEY_LENGTH = 255;
export const TITLE_LENGTH = 200;

const words = z.record(z.string(), z.string());
const instant = z.iso.datetime();

/** What one sender says of one alert at one moment, in the same words whoever sent it. */
export const alertSignalSchema = z.object({
  /** The same in every signal of an alert, within the integration that it came by. */
  key: z.string().min(1).max(KEY_LENGTH),
  status: z.enum(signalStatuses),
  /** Since when, as the sender has it. Null where it says nothing that can be. */
  startsAt: instant.nullable(),
  endsAt: instant.nullable(),
  /**
   * Whether signals are put in order by the times they state, or by when they arrive: a sender that gives no start of its
   * own to each episode says by a second firing that there is a second episode.
   */
  order: z.enum(['stated', 'arrival']),
  acknowledgedBy: z.string().optional(),
  severity: z.enum(alertSeverities).nullable(),
  title: z.string().min(1).max(TITLE_LENGTH),
  /** All that the sender wrote, however long. */
  text: z.string(),
  /** What went wrong, apart from where: alerts of one condition on one entity belong together. */
  condition: z.string().min(1).max(KEY_LENGTH),
  labels: words,
  annotations: words,
  /** What is measured, as far as the sender tells: type, name and labels of a cloud's resource. */
  resource: words,
  values: words,
  links: z.array(z.object({ title: z.string(), url: z.string() })),
  /** Words that may name an entity of the catalog, best first. */
  hints: z.array(z.string()),
});
export type AlertSignal = z.output<typeof alertSignalSchema>;

/** What was made of a payload. */
export interface ReadPayload {
  signals: AlertSignal[];
  /** Why something of it could not be read: what, where, and what would be right. */
  problems: string[];
  /** What a reader should know of what was read, such as alerts that the sender left out. */
  notes: string[];
}

/** The senders whose payloads are read. */
export const intakeKinds = [
  'alertmanager',
  'cloudevents',
  'google-cloud-monitoring',
  'grafana',
  'pagerduty',
] as const;
export type IntakeKind = (typeof intakeKinds)[number];
