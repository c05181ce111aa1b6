import { mockServices } from '@backstage/backend-test-utils';
import {
  AreaPages,
  AttemptLog,
  createAreaDocument,
  ImportDesk,
} from '@countersign/plugin-governance-node';
import { createRouter } from '../router';
import { trustingAuthorizer } from '../access/Authorizer';
import { Services } from '../services/createServices';
import { operations } from '.';
import { changeArea } from './changeArea';

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}

const document = createAreaDocument(operations, {
  ...changeArea,
  version: '1.0.0',
});

describe('the OpenAPI document', () => {
  it('describes exactly the routes there are', () => {
    const router = createRouter({
      httpAuth: mockServices.httpAuth(),
      logger: mockServices.logger.mock(),
      services: {} as Services,
      attempts: {} as AttemptLog,
      authorizer: trustingAuthorizer,
      pages: new AreaPages({ path: '/changes', baseUrl: '' }),
      imports: {} as ImportDesk,
    });
    const routes = (router.stack as Layer[]).flatMap(({ route }) =>
      route
        ? Object.keys(route.methods).map(
            method => `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`,
          )
        : [],
    );
    const described = Object.entries(document.paths).flatMap(
      ([path, methods]) =>
        Object.keys(methods).map(method => `${method} ${path}`),
    );
    // One more route says which verbs there are.
    expect(described.sort()).toEqual(
      routes.filter(route => route !== 'post /changes/{number}/{verb}').sort(),
    );
  });

  it('takes its schemas from those that validate the requests', () => {
    expect(document.paths['/changes'].get).toMatchObject({
      parameters: expect.arrayContaining([
        expect.objectContaining({
          name: 'state',
          schema: expect.objectContaining({ type: 'array' }),
          explode: false,
        }),
        expect.objectContaining({ name: 'limit' }),
      ]),
    });
    expect(document.paths['/changes/{number}/close'].post).toMatchObject({
      requestBody: {
        content: {
          'application/json': {
            schema: {
              required: ['version', 'code', 'notes'],
              additionalProperties: false,
            },
          },
        },
      },
    });
  });

  it('gives every operation an id of its own', () => {
    const ids = Object.values(document.paths).flatMap(methods =>
      Object.values(methods).map(
        operation => (operation as { operationId: string }).operationId,
      ),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});
