import { once } from 'events';
import { Server } from 'http';
import { AddressInfo } from 'net';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import express from 'express';
import { z } from 'zod';
import { explainErrors } from '../http/explainErrors';
import { jsonBody } from '../http/jsonBody';
import { addOperations } from './addOperations';
import { createOpenApiDocument } from './createOpenApiDocument';
import { operationsOver } from './operation';

interface Drills {
  admitted: boolean;
  ended: Map<string, boolean>;
}
const { defineOperation } = operationsOver<Drills>();

const drillSchema = z.object({ number: z.string(), passed: z.boolean() });
const params = z.object({ number: z.string().regex(/^DRL\d+$/) });

const operations = [
  defineOperation({
    method: 'post',
    path: '/drills/{number}/end',
    id: 'endDrill',
    summary: 'End a drill',
    permission: 'chaos-drills.drill.end',
    params,
    body: z.strictObject({ passed: z.boolean() }),
    answer: drillSchema.extend({ by: z.string(), key: z.string().optional() }),
    answerName: 'Drill',
    status: 201,
    admit: async ({ admitted }) => {
      if (!admitted) throw new NotAllowedError('Drills are not for you');
    },
    handle: async ({ ended }, call) => {
      const { number } = call.params;
      const { passed } = call.body;
      ended.set(number, passed);
      return { number, passed, by: call.caller.ref, key: call.idempotencyKey };
    },
  }),
  defineOperation({
    method: 'get',
    path: '/drills',
    id: 'listDrills',
    summary: 'List drills',
    query: z.strictObject({ limit: z.coerce.number().int().max(2).optional() }),
    answer: z.object({ items: z.array(drillSchema) }),
    answerName: 'Drills',
    handle: async ({ ended }, { query }) => ({
      items: [...ended]
        .map(([number, passed]) => ({ number, passed }))
        .slice(0, query.limit),
    }),
  }),
  defineOperation({
    method: 'get',
    path: '/drills/{number}/file',
    id: 'getFile',
    summary: 'The file of a drill',
    params,
    answer: drillSchema,
    answerName: 'a file',
    isFile: true,
    handle: async (_, { params: { number } }) => ({
      content: JSON.stringify(
        number === 'DRL9' ? {} : { number, passed: true },
      ),
      filename: `${number}.json`,
    }),
  }),
  defineOperation({
    method: 'post',
    path: '/drills/ask',
    id: 'askDrills',
    summary: 'May a drill begin?',
    body: z.strictObject({ drill: z.string() }),
    ignoresKey: true,
    open: async (_, req, check) => ({
      ...check(req.body.wrapped),
      isOpened: true,
    }),
    answer: z.strictObject({
      drill: z.string(),
      isOpened: z.boolean(),
      key: z.string().optional(),
    }),
    answerName: 'Answer',
    handle: async (_, { body, idempotencyKey: key }) => ({ ...body, key }),
  }),
  defineOperation({
    method: 'get',
    path: '/drills/list',
    id: 'exportDrills',
    summary: 'All drills as a file',
    query: z.strictObject({ broken: z.string().optional() }),
    answer: z.string(),
    answerName: 'A record a drill',
    media: 'text/csv',
    isFile: true,
    handle: async (_, { query }) => ({
      content: pieces(query.broken !== undefined),
      filename: 'drills.csv',
    }),
  }),
];

async function* pieces(breaks: boolean) {
  yield 'number\r\n';
  if (breaks) throw new Error('The database went away');
  yield 'DRL1\r\n';
}

describe('operations', () => {
  const drills: Drills = { admitted: true, ended: new Map() };
  const httpAuth = mockServices.httpAuth();
  const credentials = jest.spyOn(httpAuth, 'credentials');
  let server: Server;
  beforeAll(async () => {
    const logger = mockServices.logger.mock();
    const config = mockServices.rootConfig();
    const app = express();
    app.use(...jsonBody({ httpAuth, open: [] }));
    addOperations(app, operations, {
      httpAuth,
      services: drills,
      verifyAnswers: true,
    });
    app.use(explainErrors(logger));
    app.use(MiddlewareFactory.create({ config, logger }).error());
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  beforeEach(() => {
    drills.admitted = true;
    credentials.mockClear();
  });

  const call = async (path: string, init: RequestInit = {}) => {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      ...init,
      headers: {
        Authorization: mockCredentials.user.header('user:default/dana'),
        'Content-Type': 'application/json',
        ...init.headers,
      },
    });
    return { status: response.status, body: await response.json() };
  };
  const post = (path: string, body: object, headers = {}) =>
    call(path, { method: 'POST', body: JSON.stringify(body), headers });

  it('hands over what was checked, and asks once who it is', async () => {
    const key = { 'Idempotency-Key': 'once' };
    expect(await post('/drills/DRL1/end', { passed: true }, key)).toEqual({
      status: 201,
      body: {
        number: 'DRL1',
        passed: true,
        by: 'user:default/dana',
        key: 'once',
      },
    });
    expect(credentials).toHaveBeenCalledTimes(1);
    expect(await call('/drills?limit=1')).toEqual({
      status: 200,
      body: { items: [{ number: 'DRL1', passed: true }] },
    });
  });

  it.each([
    ['/drills/7/end', { passed: true }, 'number'],
    ['/drills/DRL1/end', { passed: 1 }, 'passed'],
    ['/drills/DRL1/end', { passed: true, more: 1 }, 'more'],
  ])('refuses %s with %j, and names %s', async (path, body, field) => {
    const { status, body: answer } = await post(path, body);
    expect(status).toBe(400);
    expect(JSON.stringify(answer.error)).toContain(field);
  });

  it('refuses a wrong query and a wrong key', async () => {
    expect(await call('/drills?limit=7')).toMatchObject({
      status: 400,
      body: { error: { problems: [{ field: 'limit' }] } },
    });
    const key = { 'Idempotency-Key': 'with a blank' };
    expect(await post('/drills/DRL1/end', { passed: true }, key)).toMatchObject(
      {
        status: 400,
        body: { error: { problems: [{ field: 'Idempotency-Key' }] } },
      },
    );
  });

  it('reads nothing of whoever is not admitted, or is nobody', async () => {
    drills.admitted = false;
    expect(await post('/drills/odd/end', { odd: 1 })).toMatchObject({
      status: 403,
    });
    const headers = { Authorization: mockCredentials.none.header() };
    expect(await call('/drills', { headers })).toMatchObject({ status: 401 });
  });

  it('sends a file as it is, and no answer that is not as its schema says', async () => {
    expect(await call('/drills/DRL1/file')).toEqual({
      status: 200,
      body: { number: 'DRL1', passed: true },
    });
    expect(await call('/drills/DRL9/file')).not.toMatchObject({ status: 200 });
  });

  it('takes what the opener of a body makes of it, and no key of a question', async () => {
    const ask = { wrapped: { drill: 'failover' } };
    const key = { 'Idempotency-Key': 'with a blank' };
    expect(await post('/drills/ask', ask, key)).toEqual({
      status: 200,
      body: { drill: 'failover', isOpened: true },
    });
    expect(await post('/drills/ask', { wrapped: {} })).toMatchObject({
      status: 400,
      body: { error: { problems: [{ field: 'drill' }] } },
    });
  });

  it('sends pieces as they come, and cuts off what fails on its way', async () => {
    const { port } = server.address() as AddressInfo;
    const read = (query: string) =>
      fetch(`http://127.0.0.1:${port}/drills/list${query}`, {
        headers: {
          Authorization: mockCredentials.user.header('user:default/dana'),
        },
      });

    const whole = await read('');
    expect(whole.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(whole.headers.get('content-disposition')).toContain('drills.csv');
    expect(await whole.text()).toBe('number\r\nDRL1\r\n');
    await expect(read('?broken').then(each => each.text())).rejects.toThrow();
  });

  it('are described by the schemas that check them', () => {
    const { paths, servers } = createOpenApiDocument(operations, {
      pluginId: 'chaos-drills',
      title: 'Drills',
      description: 'Drills.',
      version: '1.0.0',
    });
    expect(servers).toEqual([{ url: '/api/chaos-drills' }]);
    expect(paths['/drills/{number}/end'].post).toMatchObject({
      operationId: 'endDrill',
      description: 'Permission: chaos-drills.drill.end.',
      parameters: [
        { in: 'path', name: 'number', schema: { pattern: '^DRL\\d+$' } },
        { in: 'header', name: 'Idempotency-Key' },
      ],
      requestBody: {
        content: {
          'application/json': {
            schema: { required: ['passed'], additionalProperties: false },
          },
        },
      },
      responses: {
        201: {
          content: {
            'application/json': {
              schema: { required: ['number', 'passed', 'by'] },
            },
          },
        },
      },
    });
    expect(paths['/drills'].get).toMatchObject({
      parameters: [{ in: 'query', name: 'limit', required: false }],
    });
  });
});
