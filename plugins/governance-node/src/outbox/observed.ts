import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { Deliver } from './OutboxDispatcher';
import { OutboxMessage } from './OutboxStore';

/** Takes note of what became of a message: taken, or why not this time. */
export type ObserveMessage = (
  message: OutboxMessage,
  outcome: { failure?: string },
) => Promise<void>;

/** Delivers, and lets somebody know how it went. That they could not take note of it changes nothing of how it went. */
export function observed(
  deliver: Deliver,
  observe: ObserveMessage,
  logger: LoggerService,
): Deliver {
  const note = async (message: OutboxMessage, failure?: string) => {
    try {
      await observe(message, { failure });
    } catch (error) {
      logger.warn(
        `What became of a ${message.kind} could not be noted: ${stringifyError(
          error,
        )}`,
      );
    }
  };
  return async (message, messageId) => {
    try {
      await deliver(message, messageId);
    } catch (error) {
      await note(message, stringifyError(error));
      throw error;
    }
    await note(message);
  };
}
