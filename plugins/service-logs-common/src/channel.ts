/** Topic of the events service on which each result that was kept is published, as a CloudEvent. */
export const LOG_EVENT_TOPIC = 'countersign.service-log';
