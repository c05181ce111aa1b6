import type { CloudEvent } from '@google-cloud/functions-framework';
import { envelopeOf } from './envelope';
import { factsOf } from './facts';
import { handOn } from './intake';
import { Settings } from './settings';

/** One entry of Cloud Logging, a line of JSON. */
export interface LogEntry {
  severity: 'INFO' | 'WARNING' | 'ERROR';
  message: string;
  event: 'alert';
  outcome: 'taken' | 'later' | 'never' | 'empty';
  [field: string]: unknown;
}

/**
 * Makes the function: an event of Pub/Sub becomes a log entry, and an alert in the portal. It keeps nothing, so that a message may
 * come as often and in whatever order it likes: the portal knows an alert by its incident of Cloud Monitoring.
 *
 * It throws, and so leaves a message to Pub/Sub, only where it may succeed later: Pub/Sub sends it again, ever more slowly, and
 * keeps it among the dead letters after so many times. What never will succeed is an error in the log, and done with.
 */
export function alertHandler(
  settings: Settings,
  write: (entry: LogEntry) => void,
): (event: CloudEvent<unknown>) => Promise<void> {
  return async ({ id, data }) => {
    const message = envelopeOf(data);
    if (!message) {
      write({
        severity: 'ERROR',
        message: 'A message without data: no alert is in it',
        event: 'alert',
        outcome: 'empty',
        messageId: id,
      });
      return;
    }
    const facts = factsOf(message.message.data);
    const answer = await handOn(message, settings);
    const told = {
      event: 'alert' as const,
      outcome: answer.outcome,
      messageId: message.message.messageId ?? id,
      publishedAt: message.message.publishTime,
      alert: facts,
    };
    const name = facts.condition ?? facts.policy ?? 'An alert';
    if (answer.outcome === 'taken') {
      const state = facts.state ? ` (${facts.state})` : '';
      write({
        severity: 'INFO',
        message: `${name}${state}: handed on`,
        ...told,
      });
      return;
    }
    const { reason } = answer;
    if (answer.outcome === 'never') {
      write({
        severity: 'ERROR',
        message: `${name}: given up, for ${reason}`,
        ...told,
        reason,
      });
      return;
    }
    write({
      severity: 'WARNING',
      message: `${name}: to be sent again, for ${reason}`,
      ...told,
      reason,
    });
    throw new Error(`Not handed on: ${reason}`);
  };
}
