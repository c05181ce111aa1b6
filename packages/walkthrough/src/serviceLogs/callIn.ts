import { LogReadingPage } from '@countersign/plugin-service-logs-common';
import { owner } from '../slo/ServicePromise';
import { filter, LoggedIncident } from './LoggedIncident';

/** Somebody of another team, who reads no log of the service. */
const helper = 'amara-approver';
/** The portal remembers for two seconds who responds. */
const KNOWN_MS = 15_000;
const DAY_MS = 86_400_000;

/** Whoever is called in reads the log around the incident, no further, and its owner sees that they did. */
export async function callIn(incident: LoggedIncident): Promise<void> {
  const { promise, number } = incident;
  const { report, portal } = promise.stage;
  report.heading('Somebody is called in, and reads around the incident');
  const ask = async (query: { from: string }) => {
    const asked = new URLSearchParams({ ...incident.around, filter, ...query });
    const { status } = await portal.call(
      helper,
      'GET',
      `/service-logs/entries?${asked}`,
    );
    return status;
  };
  const { from } = incident.around;
  report.expect(
    'nothing of it is theirs before',
    (await ask({ from })) === 404,
  );
  await incident.act(`/incident-management/incidents/${number}/assign`, {
    ...{ role: 'communications', person: `user:default/${helper}` },
  });
  await promise.until('They read', KNOWN_MS, async () =>
    (await ask({ from })) === 200 ? true : undefined,
  );
  report.expect(
    'they read ten minutes around it',
    true,
    `${helper}, ${number}`,
  );
  const early = new Date(Date.parse(from) - DAY_MS).toISOString();
  report.expect('and not the day before', (await ask({ from: early })) === 403);
  const { items } = await incident.read<LogReadingPage>(
    '/readings',
    { incident: number },
    owner,
  );
  const [reading] = items;
  report.expect(
    'the owner sees who read what, because of which incident',
    reading?.readBy === `user:default/${helper}` &&
      reading.query.filter === filter,
    reading && `${reading.readBy} asked ${reading.query.filter}`,
  );
}
