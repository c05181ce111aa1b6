/** Topic of the events service on which every record of drills is published, as a CloudEvent. */
export const DRILL_EVENT_TOPIC = 'countersign.drill';

/** Channel of the signals service that tells pages to fetch lists, the plan and the lever again. */
export const DRILLS_SIGNAL_CHANNEL = 'chaos-drills:drills';

/** Channel that tells the page of a game day to fetch it again. */
export const gameDaySignalChannel = ({ id }: { id: string }) =>
  `chaos-drills:game-day:${id}`;

/** Channel that tells the page of a drill to fetch it again; its name is known to who may read it. */
export const drillSignalChannel = ({ id }: { id: string }) =>
  `chaos-drills:drill:${id}`;
