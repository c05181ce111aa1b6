/** Channel of the signals service that tells the pages of a record to fetch it again; its name is known to who may read it. */
export const assuranceSignalChannel = ({ id }: { id: string }) =>
  `compliance-evidence:record:${id}`;

/** Channel that tells lists of findings, requests and controls to fetch again. */
export const ASSURANCE_SIGNAL_CHANNEL = 'compliance-evidence:records';
