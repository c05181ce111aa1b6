import { ServicePromise } from '../slo/ServicePromise';
import { Walkthrough } from '../Stage';
import { callIn } from './callIn';
import { countIt } from './countIt';
import { keepIt } from './keepIt';
import { LoggedIncident } from './LoggedIncident';
import { readAround } from './readAround';

/** Answers fail, and whoever is on call reads the logs around it, saves the query, counts by it, and keeps the result as evidence. */
export const logs: Walkthrough = async stage => {
  const incident = await LoggedIncident.begin(new ServicePromise(stage));
  try {
    await readAround(incident);
    await countIt(incident);
    await callIn(incident);
    await keepIt(incident);
  } finally {
    await incident.end();
  }
};
