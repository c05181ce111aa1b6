import { Suspects } from '@countersign/plugin-incident-management-common';
import { owner } from '../slo/ServicePromise';
import { OpenIncident } from './OpenIncident';

interface Timeline {
  items: { type: string }[];
}

const TOLD_MS = 15_000;

/** Who is told, what may have caused it, and who takes it. */
export async function takeIt(open: OpenIncident): Promise<void> {
  const { promise } = open;
  const { report } = promise.stage;
  report.heading('Whoever is on call is told, and takes it');
  await promise.until('Somebody is told', TOLD_MS, async () => {
    const { items } = await open.read<Timeline>('/timeline');
    return items.find(({ type }) => type === 'incident.paged');
  });
  report.expect('the page is a record of its own', true, 'incident.paged');

  const { items } = await open.read<Suspects>('/suspects');
  const [first] = items;
  report.say(
    first
      ? `The first suspect is ${first.change}, ${
          first.title
        }: ${first.reasons.join('. ')}`
      : 'No change ran on it or on what it depends on in the last seven days',
  );

  const { incident } = await open.get();
  if (incident.acknowledged) {
    report.say(
      `It came back within a day: reopened, and ${incident.acknowledged.by} had taken it`,
    );
  } else {
    const taken = await open.act('acknowledge', {});
    report.expect(
      'whoever is on call acknowledges it',
      taken.status === 200,
      taken.body.incident?.acknowledged?.by,
    );
  }
  const again = await open.act('acknowledge', {}, owner);
  report.expect('nobody else can after them', again.status !== 200);
}
