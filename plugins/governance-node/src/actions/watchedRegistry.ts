import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { AttemptLog } from '../access/AttemptLog';
import { actionCaller } from './actionCaller';

/**
 * A registry of actions that leaves a trace of what they refuse, as the routes do.
 *
 * @param recordOf - The record an action's input is about, such as `{ change: 'CHG0000001' }`.
 */
export function watchedRegistry(
  registry: ActionsRegistryService,
  attempts: AttemptLog,
  recordOf: (input: Record<string, unknown>) => Record<string, string>,
): ActionsRegistryService {
  return {
    register: options =>
      registry.register({
        ...options,
        action: async context => {
          try {
            return await options.action(context);
          } catch (error) {
            await attempts.note(
              {
                verb: options.name,
                ...recordOf(context.input as Record<string, unknown>),
              },
              actionCaller(context.credentials),
              error,
            );
            throw error;
          }
        },
      }),
  };
}
