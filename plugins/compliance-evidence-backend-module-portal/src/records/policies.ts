import { InputError } from '@backstage/errors';
import { ChangeManagementClient } from '@countersign/plugin-change-management-common';
import { Collection, TokenFor } from './model';

/** Approval policies and templates of standard changes: what is in force at the moment of the snapshot, and so of the run. */
export function policies(
  client: Pick<ChangeManagementClient, 'getPolicies' | 'getTemplates'>,
  tokenFor: TokenFor,
): Collection {
  return async function* read({ period, signal }) {
    if (period) {
      throw new InputError(
        'The policies of the portal are those in force when they are asked for: leave the lines from: … and to: … out',
      );
    }
    const options = { ...(await tokenFor('change-management')), signal };
    const [inForce, { templates }] = await Promise.all([
      client.getPolicies(options),
      client.getTemplates(options),
    ]);
    const records = [
      ...inForce.policies.map(policy => ({
        kind: 'approval-policy',
        set: inForce.digest,
        policy,
      })),
      ...templates.map(template => ({ kind: 'standard-change', template })),
    ];
    yield { records, stated: records.length };
  };
}
