/** Topic of the events service on which every record of incident management is published, as a CloudEvent. */
export const INCIDENT_EVENT_TOPIC = 'countersign.incident-management';

/** Channel of the signals service that tells pages to fetch this incident again; known to who may read it. */
export const incidentSignalChannel = ({ id }: { id: string }) =>
  `incident-management:incident:${id}`;

/** Channel that tells lists that some incident is new or other. It says no more. */
export const INCIDENTS_SIGNAL_CHANNEL = 'incident-management:incidents';

/** Channel that tells pages to fetch this problem again; known to who may read it. */
export const problemSignalChannel = ({ id }: { id: string }) =>
  `incident-management:problem:${id}`;

/** Channel that tells lists that some problem is new or other. It says no more. */
export const PROBLEMS_SIGNAL_CHANNEL = 'incident-management:problems';
