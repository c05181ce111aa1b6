import { Walkthrough } from './Stage';
import { changes } from './changes/changes';
import { dashboard } from './dashboard/dashboard';
import { drill } from './drill/drill';
import { evidence } from './evidence/evidence';
import { incident } from './incident/incident';
import { logs } from './serviceLogs/serviceLogs';
import { slo } from './slo/slo';

/** What is shown of each area, in the order in which it is told, by the word that asks for it alone. */
export const areas: Readonly<Record<string, Walkthrough>> = {
  changes,
  // Before those that burn a budget: a drill wants its own.
  drill,
  slo,
  incident,
  logs,
  evidence,
  // Last: it has the figures of all that was shown.
  dashboard,
};
