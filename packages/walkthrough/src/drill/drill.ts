import { OpenIncident } from '../incident/OpenIncident';
import { takeIt } from '../incident/takeIt';
import { proveTogether } from '../proveTogether';
import { seeItHold } from '../slo/seeItHold';
import { ServicePromise } from '../slo/ServicePromise';
import { Walkthrough } from '../Stage';
import { breakIt } from './breakIt';
import { compareIt } from './compareIt';
import { foresee } from './foresee';
import { fromCreate } from './fromCreate';
import { mitigateIt } from './mitigateIt';
import { noticeIt } from './noticeIt';
import { PlannedDrill } from './PlannedDrill';
import { seeItAgain } from './seeItAgain';

/** The whole loop, on purpose: a drill from Create to its evidence, with what was predicted and what was measured. */
export const drill: Walkthrough = async stage => {
  const promise = new ServicePromise(stage);
  await promise.service.mend();
  await seeItHold(promise);
  const planned = await fromCreate(promise);
  await foresee(planned);
  try {
    await breakIt(planned);
    const open = await noticeIt(planned);
    await takeIt(open);
    await mitigateIt(planned, open);
    await seeItAgain(planned);
    await compareIt(planned, open);
    await prove(planned, open);
  } finally {
    await stopIt(planned);
    await promise.service.mend();
  }
};

/** Drill, change, alert and incident, each by its own log, in one file. */
async function prove(planned: PlannedDrill, open: OpenIncident): Promise<void> {
  const { promise, number, change } = planned;
  promise.stage.report.heading('One offline command proves the whole loop');
  await proveTogether(promise, number, [
    { area: '/chaos-drills', record: `drills/${number}` },
    { area: '/change-management', record: `changes/${change}` },
    { area: '/service-levels', record: `alerts/${open.alert}` },
    { area: '/incident-management', record: `incidents/${open.number}` },
  ]);
}

/** Where a claim did not hold on the way, nothing stays broken. */
async function stopIt(planned: PlannedDrill): Promise<void> {
  const { state } = await planned.get();
  if (state === 'running') {
    await planned.act('stop', { reason: 'The walkthrough has ended.' });
  }
}
