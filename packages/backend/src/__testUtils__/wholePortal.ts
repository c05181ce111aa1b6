import { generateKeyPairSync } from 'crypto';
import { mkdtempSync } from 'fs';
import { createBackend } from '@backstage/backend-defaults';
import {
  RootHttpRouterConfigureContext,
  rootHttpRouterServiceFactory,
} from '@backstage/backend-defaults/rootHttpRouter';
import {
  AuthService,
  BackendFeature,
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigSources, StaticConfigSource } from '@backstage/config-loader';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import governancePolicy from '@countersign/plugin-permission-backend-module-governance-policy';
import { AddressInfo } from 'net';
import { tmpdir } from 'os';
import path from 'path';
import {
  configureHttpRouter,
  httpRouterOfThePortal,
} from '../answersOfTrouble';
import { features } from '../features';
import { ownDatabase } from './ownDatabase';
import { catalogOfPeople, people, Person, roles, userRefOf } from './people';

const root = path.resolve(__dirname, '../../../..');

/** The tokens that the portal of the tests takes from outside, beside those of its people. */
export const externalTokens = {
  /** Configured as shipped. */
  pipeline: 'the-token-of-the-pipeline',
  /** May ask the gate, and nothing else: not even read. */
  gateOnly: 'the-token-of-a-careful-pipeline',
  /** May do what services may. */
  unrestricted: 'the-token-of-a-trusted-service',
  /** For another plugin. */
  catalogOnly: 'the-token-of-a-catalog-reader',
};

/** What the shipped configuration reads of the environment. */
const variables = new Map([
  ['PIPELINE_TOKEN', externalTokens.pipeline],
  // Nothing listens: experiments can be read with it, and no drill starts.
  ['CUSTOMER_ENGAGEMENT_FAULTS_TOKEN', 'the-token-for-faults'],
]);

async function portalConfig(connection: object, more: JsonObject) {
  const shipped = await ConfigSources.toConfig(
    ConfigSources.merge([
      ConfigSources.default({
        argv: ['--config', path.join(root, 'app-config.yaml')],
        env: {},
        substitutionFunc: async name => variables.get(name),
      }),
      StaticConfigSource.create({
        data: {
          // A package without pages: whether ours happen to be built is no matter here.
          app: { baseUrl: 'http://localhost', packageName: '@backstage/types' },
          // Its requests are answered after a minute.
          events: { useEventBus: 'never' },
          backend: {
            baseUrl: 'http://localhost',
            listen: { host: '127.0.0.1', port: 0 },
            database: {
              client: 'pg',
              connection: connection as {},
              pluginDivisionMode: 'schema',
            },
          },
          auth: {
            session: { secret: 'of-the-tests' },
            providers: {
              'demo-users': {
                users: Object.keys(people).map(person => ({
                  entityRef: userRefOf(person as Person),
                  name: person,
                  role: person,
                })),
              },
            },
          },
          permission: { governance: { roles } },
          catalog: { locations: [] },
          chaosDrills: { folder: path.join(root, 'drills') },
          complianceEvidence: {
            reports: { folder: path.join(root, 'reports') },
            store: { folder: path.join(tmpdir(), 'countersign-no-evidence') },
          },
          scaffolder: {
            publishFolder: {
              path: mkdtempSync(path.join(tmpdir(), 'countersign-services-')),
            },
          },
          ledger: {
            signingKey: generateKeyPairSync('ed25519')
              .privateKey.export({ type: 'pkcs8', format: 'pem' })
              .toString(),
          },
        },
      }),
      StaticConfigSource.create({ data: more }),
    ]),
  );
  const data = shipped.get<any>();
  data.backend.auth.externalAccess.push(
    {
      type: 'static',
      options: { token: externalTokens.gateOnly, subject: 'gate-only' },
      accessRestrictions: [
        {
          plugin: 'change-management',
          permission: ['change-management.gate.ask'],
        },
      ],
    },
    {
      type: 'static',
      options: { token: externalTokens.unrestricted, subject: 'trusted' },
    },
    {
      type: 'static',
      options: { token: externalTokens.catalogOnly, subject: 'catalog-reader' },
      accessRestrictions: [{ plugin: 'catalog' }],
    },
  );
  return data;
}

export type WholePortal = Awaited<ReturnType<typeof startWholePortal>>;

/**
 * The portal as it is: every plugin of it, the configuration that is shipped, real tokens and the real policy, in one
 * database with a schema for each plugin. Only its catalog's content is that of the tests, and its log is quiet.
 *
 * @param entities - What its catalog has beside the people of the tests.
 * @param options.policy - Sets another permission policy than the real one.
 * @param options.config - Beside what is shipped.
 */
export async function startWholePortal(
  databases: TestDatabases,
  entities: Entity[] = [],
  options: { policy?: BackendFeature; config?: JsonObject } = {},
) {
  const { policy = governancePolicy, config = {} } = options;
  const { knex, connection } = await ownDatabase(databases);
  const data = await portalConfig(connection, config);
  let http: RootHttpRouterConfigureContext | undefined;
  const port = () => (http!.server.address() as AddressInfo).port;

  const backend = createBackend();
  features
    // The same is added below, where the test can see it.
    .filter(
      feature =>
        feature !== httpRouterOfThePortal && feature !== governancePolicy,
    )
    .forEach(feature => backend.add(feature));
  backend.add(policy);
  backend.add(mockServices.rootConfig.factory({ data }));
  backend.add(mockServices.rootLogger.factory({ level: 'none' }));
  backend.add(
    catalogServiceMock.factory({
      entities: [...catalogOfPeople(), ...entities],
    }),
  );
  backend.add(
    rootHttpRouterServiceFactory({
      configure: context => {
        configureHttpRouter(context);
        http = context;
      },
    }),
  );
  backend.add(
    createServiceFactory({
      service: coreServices.discovery,
      // The port is known when the server listens.
      deps: {
        http: coreServices.rootHttpRouter,
        config: coreServices.rootConfig,
      },
      factory: () => {
        const base = async (pluginId: string) =>
          `http://localhost:${port()}/api/${pluginId}`;
        return { getBaseUrl: base, getExternalBaseUrl: base };
      },
    }),
  );
  let assistant: AuthService | undefined;
  backend.add(
    createBackendPlugin({
      pluginId: 'assistant',
      register(env) {
        env.registerInit({
          deps: { auth: coreServices.auth },
          async init({ auth }) {
            assistant = auth;
          },
        });
      },
    }),
  );
  await backend.start();
  const url = `http://localhost:${port()}`;

  /** Signs in for real. */
  async function tokenOf(person: Person): Promise<string> {
    const response = await fetch(`${url}/api/auth/demo-users/refresh`, {
      headers: { 'x-demo-user': userRefOf(person) },
    });
    const body = await response.json();
    return body.backstageIdentity.token;
  }

  /** What a plugin shows that passes on somebody's request, such as an assistant's. */
  async function tokenThroughPlugin(
    userToken: string,
    targetPluginId: string,
  ): Promise<string> {
    const { token } = await assistant!.getPluginRequestToken({
      onBehalfOf: await assistant!.authenticate(userToken),
      targetPluginId,
    });
    return token;
  }

  return {
    url,
    /** Its database, as whoever it was made by. */
    knex,
    app: http!.app,
    tokenOf,
    tokenThroughPlugin,
    stop: () => backend.stop(),
  };
}
