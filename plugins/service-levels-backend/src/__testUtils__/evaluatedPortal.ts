import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ClientOptions,
  signingKey,
  startTestPortal,
  useForAllTests,
} from '@countersign/plugin-governance-test-utils';
import { serviceLevelSourcesExtensionPoint } from '@countersign/plugin-service-levels-node';
import { serviceLevelsPlugin } from '../plugin';
import { FakeSource } from './FakeSource';
import { Replica, startReplica } from './replica';

const STEP_MS = 15_000;

/**
 * The plugin over HTTP, and a replica beside it that evaluates by a clock of the test.
 *
 * @param entities - What the catalog has.
 */
export function useEvaluatedPortal(entities: Entity[]) {
  return useForAllTests(async databases => {
    const source = new FakeSource('api');
    const permissions = mockServices.permissions.mock();
    permissions.authorize.mockImplementation(async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    );
    const portal = await startTestPortal(databases, {
      pluginId: 'service-levels',
      features: [
        serviceLevelsPlugin,
        createBackendModule({
          pluginId: 'service-levels',
          moduleId: 'fake',
          register(env) {
            env.registerInit({
              deps: { sources: serviceLevelSourcesExtensionPoint },
              async init({ sources }) {
                sources.addSource(source);
              },
            });
          },
        }),
      ],
      entities,
      permissions,
      config: {
        ledger: { signingKey },
        serviceLevels: { evaluate: false },
      },
    });
    let now = Date.now();
    const replica: Replica = await startReplica(portal.knex, {
      source,
      entities,
      clock: () => new Date(now),
    });
    return {
      ...portal,
      permissions,
      replica,
      source,
      /** So many scrapes, between which each metric goes on by so much. */
      async run(scrapes: number, by: Record<string, number>) {
        for (let i = 0; i < scrapes; i++) {
          now += STEP_MS;
          for (const [name, much] of Object.entries(by)) {
            source.counters.set(name, (source.counters.get(name) ?? 0) + much);
          }
          await replica.engine.tick();
        }
      },
    };
  });
}

/** Asks the API as somebody. */
export async function call(
  client: ClientOptions,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await client.fetch(`${await client.baseUrl()}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}
