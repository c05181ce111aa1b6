import { createServer, IncomingHttpHeaders } from 'http';
import { AddressInfo } from 'net';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { CallOptions, JsonClient } from '@countersign/plugin-governance-common';
import {
  AreaCallDeps,
  AreaCalls,
  areaServiceRef,
  ServiceCallOptions,
} from './AreaCalls';

/** An area's client, as its `-common` package has it. */
class NotesClient {
  readonly #client: JsonClient;
  constructor(options: ConstructorParameters<typeof JsonClient>[0]) {
    this.#client = new JsonClient(options);
  }
  write(body: object, options: CallOptions) {
    return this.#client.post<{ number: string }>('/notes', body, options);
  }
}

class NotesCalls extends AreaCalls<NotesClient> {
  constructor(deps: AreaCallDeps) {
    super(deps, { pluginId: 'notes', Client: NotesClient });
  }
  async write(body: object, options?: ServiceCallOptions) {
    return this.client.write(body, await this.signed(options));
  }
}

describe('calls of an area by another backend', () => {
  const asked: { url?: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((req, res) => {
    asked.push({ url: req.url, headers: req.headers });
    res.statusCode = req.url === '/gone/notes/notes' ? 404 : 201;
    res.setHeader('Content-Type', 'application/json');
    res.end(
      JSON.stringify(
        res.statusCode === 404
          ? {
              error: { name: 'NotFoundError', message: 'No such note' },
              response: { statusCode: 404 },
            }
          : { number: 'NTE0000001' },
      ),
    );
  });
  const at = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const callsTo = (path = '') =>
    new NotesCalls({
      discovery: {
        getBaseUrl: async id => `${at()}${path}/${id}`,
        getExternalBaseUrl: async () => '',
      },
      auth: mockServices.auth({ pluginId: 'caller' }),
    });

  beforeAll(async () => {
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  });
  beforeEach(() => {
    asked.length = 0;
  });

  it('go to that plugin, in the name of the one that calls, with its key', async () => {
    await expect(
      callsTo().write({ title: 'One' }, { idempotencyKey: 'once' }),
    ).resolves.toEqual({ number: 'NTE0000001' });
    expect(asked).toMatchObject([
      {
        url: '/notes/notes',
        headers: {
          authorization: mockCredentials.service.header({
            onBehalfOf: mockCredentials.service('plugin:caller'),
            targetPluginId: 'notes',
          }),
          'idempotency-key': 'once',
        },
      },
    ]);
  });

  it('are made on behalf of a person where their credentials are given', async () => {
    const credentials = mockCredentials.user('user:default/ada');
    await callsTo().write({}, { credentials });
    expect(asked[0].headers.authorization).toBe(
      mockCredentials.service.header({
        onBehalfOf: credentials,
        targetPluginId: 'notes',
      }),
    );
  });

  it('end with what the plugin says where it refuses', async () => {
    await expect(callsTo('/gone').write({})).rejects.toMatchObject({
      statusCode: 404,
      cause: { message: 'No such note' },
    });
  });

  it('need no registration in the portal', async () => {
    let found: NotesCalls | undefined;
    const backend = await startTestBackend({
      features: [
        createBackendPlugin({
          pluginId: 'caller',
          register(env) {
            env.registerInit({
              deps: { notes: areaServiceRef('notes', NotesCalls) },
              async init({ notes }) {
                found = notes;
              },
            });
          },
        }),
      ],
    });
    try {
      expect(found).toBeInstanceOf(NotesCalls);
    } finally {
      await backend.stop();
    }
  });
});
