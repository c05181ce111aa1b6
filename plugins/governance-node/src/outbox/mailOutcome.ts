import { z } from 'zod';

/** The topic of Backstage's events on which whoever sends mails says what became of each. */
export const MAIL_TOPIC = 'countersign.mails';

/** What became of the mail of a notification. */
export const mailOutcomeSchema = z.object({
  /** Who sent the notification: `plugin:incident-management`. */
  origin: z.string(),
  /** Of the notification; a repeated one replaces the earlier of the same scope. */
  scope: z.string().optional(),
  /** The user it is for; absent where it is for everybody. */
  user: z.string().optional(),
  /**
   * `waiting`: not taken yet, and tried again. `sent`: the mail server has taken it. `unaddressed`: the user has no address
   * that mail may go to. `parked`: given up.
   */
  state: z.enum(['waiting', 'sent', 'unaddressed', 'parked']),
  at: z.iso.datetime(),
  /** So often it was not taken. */
  attempts: z.int(),
  /** Why it was not taken the last time. */
  failure: z.string().optional(),
});
export type MailOutcome = z.output<typeof mailOutcomeSchema>;
