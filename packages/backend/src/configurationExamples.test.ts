import { execFile } from 'child_process';
import { generateKeyPairSync } from 'crypto';
import { readFile, writeFile } from 'fs/promises';
import { promisify } from 'util';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Config } from '@backstage/config';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import permissionPlugin from '@backstage/plugin-permission-backend';
import searchPlugin from '@backstage/plugin-search-backend';
import techDocsPlugin from '@backstage/plugin-techdocs-backend';
import { JsonObject } from '@backstage/types';
import demoUsers from '@countersign/plugin-auth-backend-module-demo-users';
import changeManagement from '@countersign/plugin-change-management-backend';
import chaosDrills from '@countersign/plugin-chaos-drills-backend';
import chaosMesh from '@countersign/plugin-chaos-drills-backend-module-chaos-mesh';
import cloudRun from '@countersign/plugin-chaos-drills-backend-module-cloud-run';
import searchChaosDrills from '@countersign/plugin-chaos-drills-backend/search';
import complianceEvidence from '@countersign/plugin-compliance-evidence-backend';
import evidenceGoogleCloud from '@countersign/plugin-compliance-evidence-backend-module-google-cloud';
import evidenceS3 from '@countersign/plugin-compliance-evidence-backend-module-s3';
import searchComplianceEvidence from '@countersign/plugin-compliance-evidence-backend/search';
import incidentManagement from '@countersign/plugin-incident-management-backend';
import governancePolicy from '@countersign/plugin-permission-backend-module-governance-policy';
import searchChangeManagement from '@countersign/plugin-search-backend-module-change-management';
import serviceLevels from '@countersign/plugin-service-levels-backend';
import slosGoogleCloud from '@countersign/plugin-service-levels-backend-module-google-cloud-monitoring';
import slosLogs from '@countersign/plugin-service-levels-backend-module-logs';
import slosOpenmetrics from '@countersign/plugin-service-levels-backend-module-openmetrics';
import slosPrometheus from '@countersign/plugin-service-levels-backend-module-prometheus';
import searchServiceLevels from '@countersign/plugin-service-levels-backend/search';
import serviceLogs from '@countersign/plugin-service-logs-backend';
import logsFile from '@countersign/plugin-service-logs-backend-module-file';
import logsGoogleCloud from '@countersign/plugin-service-logs-backend-module-google-cloud';
import logsLoki from '@countersign/plugin-service-logs-backend-module-loki';
import techDocsMarkdown from '@countersign/plugin-techdocs-backend-module-markdown';
import {
  configurationSchemas,
  exampleOf,
  mergeExamples,
  settingsOf,
  withVariables,
} from './__testUtils__/reference';

jest.setTimeout(120_000);

type Features = NonNullable<Parameters<typeof startTestBackend>[0]['features']>;

/** All that reads settings of the family. Without a key and a database the areas read theirs, and are idle then. */
const readers: Features = [
  ...[authPlugin, demoUsers, permissionPlugin, governancePolicy],
  ...[changeManagement, incidentManagement],
  ...[serviceLevels, slosGoogleCloud, slosLogs],
  ...[slosOpenmetrics, slosPrometheus],
  ...[chaosDrills, chaosMesh, cloudRun],
  ...[complianceEvidence, evidenceGoogleCloud, evidenceS3],
  ...[serviceLogs, logsFile, logsGoogleCloud, logsLoki],
  ...[techDocsPlugin, techDocsMarkdown],
  ...[searchPlugin, searchChangeManagement, searchServiceLevels],
  ...[searchChaosDrills, searchComplianceEvidence],
];

const credential = (name: string) =>
  `incidentManagement.intake.integrations[].credentials[].${name}`;
const ofPrometheus = (name: string) =>
  `serviceLevels.sources.prometheus[].auth.${name}`;

/** Settings of which a place takes one only, and what else has to be said with it. */
const choices: {
  names: string[][];
  with?: Record<number, JsonObject>;
}[] = [
  {
    names: ['basic', 'bearer', 'urlToken', 'hmac', 'routingKey', 'pubsub'].map(
      name => [credential(name)],
    ),
    with: Object.fromEntries(
      Object.entries({
        3: 'grafana',
        4: 'pagerduty',
        5: 'google-cloud-monitoring',
      }).map(([n, kind]) => [
        n,
        { incidentManagement: { intake: { integrations: [{ kind }] } } },
      ]),
    ),
  },
  {
    names: [
      [ofPrometheus('bearerToken')],
      [ofPrometheus('bearerTokenFile')],
      [ofPrometheus('username'), ofPrometheus('password')],
    ],
  },
  {
    names: [['ledger.signingKey'], ['ledger.signingKeyFile']],
  },
  {
    names: [
      ['ledger.timeStamping.certificate'],
      ['ledger.timeStamping.certificateFile'],
    ],
  },
];
const GOOGLE_STORE = 'complianceEvidence.store.googleCloudStorage';
/** So often something is chosen until each was. */
const rounds = Math.max(...choices.map(({ names }) => names.length));

/** What a kind of source takes of all that its module describes. */
const kinds: Record<string, [module: string, ...keys: string[]]> = {
  s3: [
    ...(['s3', 'bucket', 'prefix', 'region', 'endpoint'] as const),
    ...['accessKeyId', 'secretAccessKey'],
  ],
  'google-cloud-logging': ['google-cloud', 'resources', 'endpoint', 'keyFile'],
  'google-cloud-monitoring': ['google-cloud', 'project', 'emulator'],
  'google-cloud-assets': ['google-cloud', 'parent', 'keyFile'],
  'google-cloud-bigquery': ['google-cloud', 'project', 'location'],
  'google-cloud-storage': [
    ...(['google-cloud', 'bucket', 'prefix', 'project'] as const),
    ...['keyFile', 'endpoint'],
  ],
};

const examplesOf = (
  schemas: Awaited<ReturnType<typeof configurationSchemas>>,
) =>
  schemas
    .flatMap(({ schema }) => settingsOf(schema))
    .filter(({ examples }) => examples.length > 0);

/** Whether the one is the other, or a part of it. */
const isWithin = (one: string, other: string) =>
  one === other ||
  (one.startsWith(other) && /^[.[]/.test(one.slice(other.length)));

/**
 * The configuration, which remembers the paths that somebody took a value from. A whole root says nothing: Backstage itself reads
 * all of them.
 */
function watched<C extends Config>(config: C, read: Set<string>, at = ''): C {
  const below = (answer: unknown, key: string): unknown => {
    if (Array.isArray(answer))
      return answer.map(each => below(each, `${key}[]`));
    return isConfig(answer) ? watched(answer, read, key) : answer;
  };
  return new Proxy(config, {
    get(target, name) {
      const own = Reflect.get(target, name);
      if (typeof own !== 'function') return own;
      return (...args: unknown[]) => {
        const answer = own.apply(target, args);
        const key = [at, args[0]]
          .filter(part => typeof part === 'string' && part !== '')
          .join('.');
        if (/^get/.test(String(name)) && answer !== undefined) {
          const hasParts =
            isConfig(answer) || (Array.isArray(answer) && isConfig(answer[0]));
          if (hasParts) return below(answer, key);
          if (key.includes('.')) read.add(key);
        }
        return answer;
      };
    },
  });
}

function isConfig(value: unknown): value is Config {
  return typeof (value as Config | undefined)?.getOptionalConfig === 'function';
}

describe('the examples of settings', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const folder = createMockDirectory();
  const signingKey = String(
    generateKeyPairSync('ed25519').privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    }),
  );
  let schemas: Awaited<ReturnType<typeof configurationSchemas>>;
  beforeAll(async () => {
    schemas = await configurationSchemas();
  });

  /** All examples in one configuration, with what is chosen in a round. */
  const configuration = (round: number): JsonObject => {
    const without = choices
      .flatMap(({ names }) =>
        names.filter((_, n) => n !== round % names.length).flat(),
      )
      // A portal has one store, and this one is loaded in a way that Jest has not.
      .concat(GOOGLE_STORE);
    return [
      ...choices.map(each => each.with?.[round % each.names.length] ?? {}),
      ...schemas.map(({ schema }) => exampleOf(schema, without) ?? {}),
    ].reduce(mergeExamples, {}) as JsonObject;
  };

  /** A source of each kind of a module, of what the module describes. */
  const sourcesOfEachKind = () =>
    Object.entries(kinds).map(([kind, [module, ...keys]]) => {
      const { schema } = schemas.find(({ name }) =>
        name.endsWith(`evidence-backend-module-${module}`),
      )!;
      const { complianceEvidence: described } = exampleOf(schema) as {
        complianceEvidence: {
          sources: { with: JsonObject }[];
          store: { googleCloudStorage: JsonObject };
        };
      };
      // A source takes what the store takes.
      const from =
        kind === 'google-cloud-storage'
          ? described.store.googleCloudStorage
          : described.sources[0].with;
      return {
        ...{ name: kind, kind },
        with: Object.fromEntries(
          Object.entries(from).filter(([key]) => keys.includes(key)),
        ),
      };
    });

  /** With files that are there, and what variables hold. */
  const filledIn = (
    examples: JsonObject,
    variables: Record<string, string> = {},
  ): JsonObject =>
    JSON.parse(
      JSON.stringify(
        withVariables(
          examples,
          name =>
            ({ LEDGER_SIGNING_KEY: signingKey, ...variables }[name] ??
            name.padEnd(40, '.')),
        ),
      ).replaceAll('/etc/countersign', folder.path),
    );

  it('are there wherever name and type do not say what to write', () => {
    expect(
      schemas.flatMap(({ schema }) =>
        settingsOf(schema)
          .filter(({ lacksExample }) => lacksExample)
          .map(setting => setting.path),
      ),
    ).toEqual([]);
  });

  it('are told, each of them', () => {
    const written = JSON.stringify(schemas).match(/"examples":/g);
    expect(written).toHaveLength(examplesOf(schemas).length);
  });

  it('are what the areas and their modules take, each of them', async () => {
    const read = new Set<string>();
    for (let round = 0; round < rounds; round++) {
      const { ledger, ...examples } = configuration(round);
      const config = mockServices.rootConfig({
        data: {
          // What Backstage itself does not start without.
          app: { baseUrl: 'http://localhost:0' },
          backend: { baseUrl: 'http://localhost:0' },
          ...filledIn(examples),
        },
      });
      const backend = await startTestBackend({
        features: [
          ...readers,
          catalogServiceMock.factory(),
          createServiceFactory({
            service: coreServices.rootConfig,
            deps: {},
            factory: () => watched(config, read),
          }),
        ],
      });
      await backend.stop();
    }
    expect(
      examplesOf(schemas)
        .filter(
          ({ path: setting }) =>
            !setting.startsWith(GOOGLE_STORE) &&
            !/^ledger\.|\.sources\[\]\.with/.test(setting),
        )
        .filter(
          ({ path: setting }) =>
            ![...read].some(
              path => isWithin(setting, path) || isWithin(path, setting),
            ),
        )
        .map(({ path: setting }) => setting),
    ).toEqual([]);
  });

  it('are what the ledger takes, and the sources of evidence', async () => {
    const knex = await databases.init('POSTGRES_18');
    await writeFile(folder.resolve('ledger-key.pem'), signingKey);
    await promisify(execFile)('openssl', [
      ...['req', '-x509', '-newkey', 'ed25519', '-nodes'],
      ...['-subj', '/CN=tsa.example.com', '-keyout', folder.resolve('tsa.key')],
      ...['-out', folder.resolve('tsa.pem')],
    ]);
    const certificate = await readFile(folder.resolve('tsa.pem'), 'utf8');
    for (const round of [0, 1]) {
      const { ledger } = configuration(round);
      const backend = await startTestBackend({
        features: [
          ...[complianceEvidence, evidenceGoogleCloud, evidenceS3],
          catalogServiceMock.factory(),
          mockServices.database.factory({ knex }),
          mockServices.rootConfig.factory({
            data: filledIn(
              {
                ledger,
                complianceEvidence: { sources: sourcesOfEachKind() },
              },
              { TSA_CERTIFICATE: certificate },
            ),
          }),
        ],
      });
      const answer = await fetch(
        `http://localhost:${backend.server.port()}/api/compliance-evidence/reports`,
        {
          headers: { Authorization: mockCredentials.user.header() },
        },
      );
      expect(answer.status).toBe(200);
      await backend.stop();
    }
  });
});
