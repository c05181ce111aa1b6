import { Walkthrough } from '../Stage';
import { burnIt } from '../slo/burnIt';
import { seeItHold } from '../slo/seeItHold';
import { ServicePromise } from '../slo/ServicePromise';
import { endIt } from './endIt';
import { OpenIncident } from './OpenIncident';
import { proveIt } from './proveIt';
import { takeIt } from './takeIt';

/** A fault inside the service, its alert, the incident that opens by itself, who takes it, its end, and the proof. */
export const incident: Walkthrough = async stage => {
  const promise = new ServicePromise(stage);
  await promise.service.mend();
  await seeItHold(promise);
  try {
    const alert = await burnIt(promise);
    const open = await OpenIncident.of(promise, alert);
    await takeIt(open);
    await promise.service.mend();
    await endIt(open);
    await proveIt(open);
  } finally {
    await promise.service.mend();
  }
};
