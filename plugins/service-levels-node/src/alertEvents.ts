import {
  alertEventSchema,
  AlertEventMessage,
} from '@countersign/plugin-service-levels-common';

export {
  ALERT_EVENT_TOPIC,
  type AlertEventMessage,
  type AlertNews,
} from '@countersign/plugin-service-levels-common';

/**
 * Reads what a subscriber of {@link ALERT_EVENT_TOPIC} got. An event may come more than once, with the same id, and an older
 * one after a newer.
 *
 * @returns undefined where it is no event about an alert that this version knows
 */
export function readAlertEvent(
  eventPayload: unknown,
): AlertEventMessage | undefined {
  const { success, data } = alertEventSchema.safeParse(eventPayload);
  return success ? data : undefined;
}
