import { IntakeKind, ReadPayload } from '../signal';
import { readAlertmanager } from './alertmanager';
import { readCloudEvents } from './cloudEvents';
import { readGoogleCloudMonitoring } from './googleCloudMonitoring';
import { readGrafana } from './grafana';
import { readPagerDuty } from './pagerDuty';

export { pagerDutyProblems } from './pagerDuty';
export { readServiceLevels } from './serviceLevels';

const readers: Record<IntakeKind, (body: unknown) => ReadPayload> = {
  alertmanager: readAlertmanager,
  cloudevents: readCloudEvents,
  'google-cloud-monitoring': readGoogleCloudMonitoring,
  grafana: readGrafana,
  pagerduty: readPagerDuty,
};

/** Reads what a sender of the kind has posted. It never throws: what cannot be read is a problem that says why. */
export function readPayload(kind: IntakeKind, body: unknown): ReadPayload {
  return readers[kind](body);
}
