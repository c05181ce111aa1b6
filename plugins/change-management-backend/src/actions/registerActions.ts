import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { changeNumberSchema } from '@countersign/plugin-change-management-common';
import { AttemptLog } from '../access/AttemptLog';
import { Services } from '../services/createServices';
import { caller } from './caller';
import { registerChangeActions } from './changeActions';
import { registerDeploymentActions } from './deploymentActions';

/**
 * Registers the verbs worth automating. Each becomes a scaffolder action (`change-management:<name>`) and an MCP tool,
 * and does no more than the HTTP route of the same purpose: same validation, same permissions, same caller. What writes
 * is offered only to those who have its permission. No verb is here that decides: that takes a person.
 */
export function registerActions(options: {
  registry: ActionsRegistryService;
  services: Services;
  attempts: AttemptLog;
}): void {
  const { services } = options;
  const registry = watched(options.registry, options.attempts);
  registerChangeActions(registry, services);
  registerDeploymentActions(registry, services);
}

/** Leaves a trace of what an action refused, as the routes do. */
function watched(
  registry: ActionsRegistryService,
  attempts: AttemptLog,
): ActionsRegistryService {
  return {
    register: options =>
      registry.register({
        ...options,
        action: async context => {
          try {
            return await options.action(context);
          } catch (error) {
            const { number, change } = context.input as Record<string, unknown>;
            const about = changeNumberSchema.safeParse(number ?? change).data;
            await attempts.note(
              { verb: options.name, ...(about && { change: about }) },
              caller(context.credentials),
              error,
            );
            throw error;
          }
        },
      }),
  };
}
