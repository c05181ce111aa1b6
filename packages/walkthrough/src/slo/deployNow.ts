import { ConfigurationItemResponse } from '@countersign/plugin-change-management-common';
import { item, onCall, ServicePromise } from './ServicePromise';

/** What "Can I deploy now?" says of the demo service: the gate's own words. */
export async function deployNow({ stage }: ServicePromise): Promise<string> {
  const { body } = await stage.portal.call<ConfigurationItemResponse>(
    onCall,
    'GET',
    `/change-management/configuration-items/by-ref?ref=${encodeURIComponent(
      item,
    )}`,
  );
  const { answer, sentence, conditions = [] } = body.deployNow;
  return [`${answer}: ${sentence}`, ...conditions.map(({ text }) => text)].join(
    ' ',
  );
}
