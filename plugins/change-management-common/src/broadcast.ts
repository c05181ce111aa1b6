import { Change } from './model/change';

/** Topic of the events service on which every record of change management is published, as a CloudEvent. */
export const CHANGE_EVENT_TOPIC = 'countersign.change';

/**
 * Channel of the signals service that tells pages to fetch this change again.
 *
 * Signals go to every socket that asks for their channel, signed in or not. So a ping carries nothing, and the channel's
 * name is known only to who may read the change: its id is random, and stands nowhere else.
 */
export const changeSignalChannel = ({ id }: Pick<Change, 'id'>) =>
  `change-management:change:${id}`;
