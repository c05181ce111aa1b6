import { AlertView } from '@countersign/plugin-service-levels-common';
import { deployNow } from './deployNow';
import { onCall, owner, ServicePromise } from './ServicePromise';

interface Told {
  notifications: { payload: { title: string; link?: string } }[];
}

const TOLD_MS = 30_000;

/** Who is told, what may still be deployed, and who takes care of it. */
export async function takeCare(
  promise: ServicePromise,
  number: string,
  before: string,
): Promise<void> {
  const { report, portal } = promise.stage;
  report.heading('Its owner is told, and the gate knows');
  const told = await promise.until('The owner is told', TOLD_MS, async () => {
    const { body } = await portal.call<Told>(
      owner,
      'GET',
      `/notifications?search=${number}`,
    );
    return body.notifications.find(({ payload }) =>
      payload.title.includes(number),
    );
  });
  report.expect('its owner has a notification', true, told.payload.title);

  const after = await promise.until(
    '"Can I deploy now?" answers differently',
    TOLD_MS,
    async () => {
      const answer = await deployNow(promise);
      return answer === before ? undefined : answer;
    },
  );
  report.say(`Can I deploy now? Before: ${before}`);
  report.expect('it answers differently while it burns', true, after);

  report.heading('Somebody takes care of it');
  const { status, body } = await portal.call<AlertView>(
    onCall,
    'POST',
    `/service-levels/alerts/${number}/acknowledge`,
    { comment: 'It is the walkthrough. The fault goes off in a moment.' },
  );
  report.expect(
    'whoever is on call acknowledges it',
    status === 200,
    body.acknowledged && `${body.acknowledged.by}, ${body.acknowledged.at}`,
  );
  const machine = await portal.call<{ error?: { message: string } }>(
    owner,
    'POST',
    `/service-levels/alerts/${number}/acknowledge`,
    {},
  );
  report.expect(
    'nobody else can after them',
    machine.status === 409,
    machine.body.error?.message,
  );
}
