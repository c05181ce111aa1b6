import { InputError } from '@backstage/errors';
import { PlanAction } from '../model';

const known: Record<string, PlanAction> = {
  'no-op': 'no-op',
  create: 'create',
  read: 'read',
  update: 'update',
  delete: 'delete',
  forget: 'forget',
  'delete,create': 'replace',
  'create,delete': 'replace',
  'create,forget': 'replace',
  'forget,create': 'replace',
};

/**
 * The one action that Terraform's list of actions stands for.
 *
 * @throws InputError for a list that is not known: what it does could not be judged.
 */
export function actionOf(actions: string[], address: string): PlanAction {
  const key = actions.join(',');
  const action = Object.hasOwn(known, key) ? known[key] : undefined;
  if (!action) {
    throw new InputError(
      `The plan has an unknown action for ${address.slice(0, 200)}: ${key.slice(
        0,
        100,
      )}.`,
    );
  }
  return action;
}
