import { once } from 'events';
import { Server } from 'http';
import { AddressInfo } from 'net';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import {
  familyVersion,
  VERSION_HEADER,
} from '@countersign/plugin-governance-common';
import express, { Request } from 'express';
import { z } from 'zod';
import { Attempt, AttemptLog } from '../access/AttemptLog';
import { createAreaRouter } from './createAreaRouter';
import { operationsOver } from './operation';

const { defineOperation } = operationsOver<null>();
const params = z.object({ number: z.string().regex(/^DRL\d+$/) });
const operations = ['end', 'repeat'].map(verb =>
  defineOperation({
    method: 'post',
    path: `/drills/{number}/${verb}`,
    id: `${verb}Drill`,
    summary: verb,
    params,
    answer: z.null(),
    answerName: 'nothing',
    handle: async () => {
      throw new NotAllowedError('Drills are not for you');
    },
  }),
);

describe('the router of an area', () => {
  const auditor = mockServices.auditor.mock({
    createEvent: async () => ({ success: jest.fn(), fail: jest.fn() }),
  });
  const servers: Server[] = [];
  afterAll(() => servers.forEach(server => server.close()));
  beforeEach(() => {
    auditor.createEvent.mockClear();
  });

  const start = async (attemptOf?: (req: Request) => Attempt) => {
    const logger = mockServices.logger.mock();
    const app = express();
    app.use(
      createAreaRouter({
        operations,
        services: null,
        area: { pluginId: 'drills', title: '', version: '', description: '' },
        httpAuth: mockServices.httpAuth(),
        logger,
        attempts: new AttemptLog({ auditor, logger }),
        verbsOf: [{ path: '/drills/{number}', params, name: 'a drill' }],
        attemptOf,
      }),
    );
    const config = mockServices.rootConfig();
    app.use(MiddlewareFactory.create({ config, logger }).error());
    const server = app.listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return async (path: string, method = 'POST') => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: {
          Authorization: mockCredentials.user.header('user:default/dana'),
          Connection: 'close',
        },
      });
      return {
        status: response.status,
        version: response.headers.get(VERSION_HEADER),
        body: await response.json(),
      };
    };
  };
  const noted = () =>
    auditor.createEvent.mock.calls.map(([{ meta }]) => meta as object);

  it('notes what was refused by its operation and its record', async () => {
    const ask = await start();
    expect(await ask('/drills/DRL7/end')).toMatchObject({ status: 403 });
    expect(noted()).toMatchObject([{ verb: 'endDrill', number: 'DRL7' }]);
  });

  it('notes it as the area calls it, where the area does', async () => {
    const ask = await start(() => ({ verb: 'end', drill: 'the seventh' }));
    await ask('/drills/DRL7/end');
    expect(noted()).toMatchObject([{ verb: 'end', drill: 'the seventh' }]);
  });

  it('says which verbs there are to whoever uses another', async () => {
    const ask = await start();
    expect(await ask('/drills/DRL7/stop')).toMatchObject({
      status: 404,
      body: {
        error: {
          message: 'There is no verb stop; a drill understands end, repeat',
        },
      },
    });
    expect(await ask('/drills/7/stop')).toMatchObject({ status: 400 });
  });

  it('says its release with each answer, refusals included', async () => {
    const ask = await start();
    expect(await ask('/drills/DRL7/end')).toMatchObject({
      status: 403,
      version: familyVersion,
    });
  });

  it('describes its operations, and the description itself', async () => {
    const ask = await start();
    const { body } = await ask('/openapi.json', 'GET');
    expect(Object.keys(body.paths)).toEqual([
      '/drills/{number}/end',
      '/drills/{number}/repeat',
      '/openapi.json',
    ]);
  });
});
