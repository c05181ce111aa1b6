import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { changeNumberSchema } from '@countersign/plugin-change-management-common';
import {
  AreaPages,
  AttemptLog,
  watchedRegistry,
} from '@countersign/plugin-governance-node';
import { Services } from '../services/createServices';
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
  /** Where changes have their pages. */
  pages: AreaPages;
}): void {
  const { services, pages } = options;
  const registry = watchedRegistry(
    options.registry,
    options.attempts,
    ({ number, change }) => {
      const about = changeNumberSchema.safeParse(number ?? change).data;
      return { ...(about && { change: about }) };
    },
  );
  registerChangeActions(registry, services, pages);
  registerDeploymentActions(registry, services);
}
