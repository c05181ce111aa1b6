import { actionsServiceFactory } from '@backstage/backend-defaults/alpha';
import {
  createServiceFactory,
  ServiceRef,
} from '@backstage/backend-plugin-api';
import {
  ActionsService,
  actionsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { isError } from '@backstage/errors';

/**
 * Gives refusals of actions in the words of whoever refused. The framework says of them that a request failed, with the
 * number of its status: that is all that somebody who runs a software template would read.
 */
export function sayWhy(
  actions: Pick<ActionsService, 'list' | 'invoke'>,
): ActionsService {
  return {
    list: options => actions.list(options),
    async invoke(options) {
      try {
        return await actions.invoke(options);
      } catch (error) {
        throw reasonOf(error);
      }
    },
  };
}

/** What the plugin answered, where it did. */
function reasonOf(error: unknown): unknown {
  if (!isError(error) || error.name !== 'ResponseError') return error;
  const { cause } = error;
  if (!isError(cause)) return error;
  const { name, message } = cause;
  const reason = Object.assign(new Error(message, { cause: error }), { name });
  // The log of a task prints this. Where in the code a refusal came up helps nobody who reads it.
  reason.stack = `${name}: ${message}`;
  return reason;
}

/** What the factory of a service is made of; its type shows less. */
interface Insides {
  deps: Record<string, ServiceRef<unknown>>;
  factory(deps: Record<string, unknown>): Promise<ActionsService>;
}

const usual = actionsServiceFactory as typeof actionsServiceFactory & Insides;

/** How the scaffolder and assistants call actions of the portal. */
export const actionsThatSayWhy = createServiceFactory({
  service: actionsServiceRef,
  deps: usual.deps,
  factory: async deps => sayWhy(await usual.factory(deps)),
});
