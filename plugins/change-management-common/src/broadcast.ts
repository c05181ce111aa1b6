/** Topic of the events service on which every record of change management is published, as a CloudEvent. */
export const CHANGE_EVENT_TOPIC = 'countersign.change';

/** Channel of the signals service that tells pages to fetch a change again. */
export const CHANGE_SIGNAL_CHANNEL = 'change-management:changes';
