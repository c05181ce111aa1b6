import { z } from 'zod';

/** The topic of Backstage's events on which whoever sends mails says what became of each. */
export const MAIL_TOPIC = 'countersign.mails';

/** The topic of Backstage's events on which whoever posts to Slack says what became of each message. */
export const SLACK_TOPIC = 'countersign.slack';

const outcomeSchema = z.object({
  /** Of the notification; a repeated one replaces the earlier of the same scope. */
  scope: z.string().optional(),
  /**
   * `waiting`: not taken yet, and tried again. `sent`: it was taken. `unaddressed`: there is no address that it may go to.
   * `parked`: given up.
   */
  state: z.enum(['waiting', 'sent', 'unaddressed', 'parked']),
  at: z.iso.datetime(),
  /** So often it was not taken. */
  attempts: z.int(),
  /** Why it was not taken the last time. */
  failure: z.string().optional(),
  /** When it is tried again, once it was not taken. */
  nextTryAt: z.iso.datetime().optional(),
});

/** What became of what is sent of a notification, however it is sent. */
export type MessageOutcome = z.output<typeof outcomeSchema>;

/** What became of the mail of a notification. */
export const mailOutcomeSchema = outcomeSchema.extend({
  /** Who sent the notification: `plugin:incident-management`. */
  origin: z.string(),
  /** The user it is for; absent where it is for everybody. */
  user: z.string().optional(),
});
export type MailOutcome = z.output<typeof mailOutcomeSchema>;

/** What became of the Slack message of a notification. */
export const slackOutcomeSchema = outcomeSchema.extend({
  /** Who sent the notification; Backstage does not say it of what goes to a group. */
  origin: z.string().optional(),
  /** The user or group it is for; absent where it is for a channel that no entity stands for. */
  recipient: z.string().optional(),
  /** Which of the workspaces that are configured, from 0. */
  workspace: z.int().nonnegative(),
});
export type SlackOutcome = z.output<typeof slackOutcomeSchema>;
