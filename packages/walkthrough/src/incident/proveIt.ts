import { proveTogether } from '../proveTogether';
import { OpenIncident } from './OpenIncident';

/** One offline command proves what the ledgers say of it and of the alert that it came from. */
export async function proveIt(open: OpenIncident): Promise<void> {
  const { promise, number, alert } = open;
  promise.stage.report.heading('One offline command proves the story');
  await proveTogether(promise, number, [
    { area: '/incident-management', record: `incidents/${number}` },
    { area: '/service-levels', record: `alerts/${alert}` },
  ]);
}
