import { ConfigurationItemResponse } from '@countersign/plugin-change-management-common';
import { plainText } from '@countersign/plugin-governance-common';
import {
  ErrorBudgetVerdict,
  verdictWords,
} from '@countersign/plugin-service-levels-common';
import { item, onCall, ServicePromise } from './ServicePromise';

/** What "Can I deploy now?" says of the demo service: the gate of its changes, and what error budgets demand of one. */
export async function deployNow({ stage }: ServicePromise): Promise<string> {
  const { portal } = stage;
  const changes = await portal.call<ConfigurationItemResponse>(
    onCall,
    'GET',
    `/change-management/configuration-items/by-ref?ref=${encodeURIComponent(
      item,
    )}`,
  );
  const budgets = await portal.call<ErrorBudgetVerdict>(
    onCall,
    'POST',
    '/service-levels/error-budget/judge',
    {
      items: [item],
      change: {
        type: 'normal',
        category: 'software',
        environment: 'production',
      },
    },
  );
  const { answer, sentence } = changes.body.deployNow;
  const { findings } = budgets.body;
  return `${answer}: ${sentence} ${
    findings.length > 0
      ? // Without when it ends, which is another moment each time.
        plainText(verdictWords({ findings })).replace(/ until [^.]*\./g, '.')
      : 'No error budget is in the way.'
  }`;
}
