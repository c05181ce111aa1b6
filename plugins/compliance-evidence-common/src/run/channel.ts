import { Run } from './model';

/** Topic of the events service on which every record of compliance evidence is published, as a CloudEvent. */
export const EVIDENCE_EVENT_TOPIC = 'countersign.compliance-evidence';

/** Channel of the signals service that tells pages to fetch this run again; its name is known to who may read it. */
export const runSignalChannel = ({ id }: Pick<Run, 'id'>) =>
  `compliance-evidence:run:${id}`;

/** Channel that tells lists of runs to fetch again. It says nothing of any run. */
export const RUNS_SIGNAL_CHANNEL = 'compliance-evidence:runs';
