import { Walkthrough } from '../Stage';
import { burnIt } from './burnIt';
import { deployNow } from './deployNow';
import { recover } from './recover';
import { seeItHold } from './seeItHold';
import { ServicePromise } from './ServicePromise';
import { takeCare } from './takeCare';

/** A promise that holds, a fault inside the service, its alert, who is told, what may be deployed, and the way back. */
export const slo: Walkthrough = async stage => {
  const promise = new ServicePromise(stage);
  await promise.service.mend();
  await seeItHold(promise);
  const before = await deployNow(promise);
  const number = await burnIt(promise);
  try {
    await takeCare(promise, number, before);
  } finally {
    await promise.service.mend();
  }
  await recover(promise, number);
};
