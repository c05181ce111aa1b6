import { createApp } from '@backstage/app-defaults';
import { Entity } from '@backstage/catalog-model';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import {
  AnyApiFactory,
  createApiFactory,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  CatalogEntityPage,
  CatalogIndexPage,
  DefaultEntityPresentationApi,
  EntityLayout,
} from '@backstage/plugin-catalog';
import {
  catalogApiRef,
  entityPresentationApiRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { render } from '@testing-library/react';
import { ReactNode } from 'react';
import { Route } from 'react-router-dom';

/** What a backend answers to a path, such as `/api/service-logs/sources`; anything else is not found. */
export type Answers = { [path in string]: object };

const backend = 'http://backend.example.com';

function answering(answers: Answers, asked: string[]): AnyApiFactory {
  const fetch = async (input: unknown) => {
    const { pathname } = new URL(String((input as Request).url ?? input));
    asked.push(pathname);
    const answer = answers[pathname];
    const body = answer ?? {
      error: { name: 'NotFoundError', message: 'Nothing is here' },
    };
    const status = answer ? 200 : 404;
    return {
      ...{ ok: status === 200, status, statusText: '' },
      headers: new Headers({ 'Content-Type': 'application/json' }),
      json: async () => body,
      text: async () => JSON.stringify(body),
      arrayBuffer: async () => new ArrayBuffer(0),
    } as Response;
  };
  return createApiFactory(fetchApiRef, { fetch });
}

/**
 * Opens an app of the old frontend system, as `create-app` made it, at a path.
 *
 * @returns the paths that were asked of the backends, as they are
 */
export function openLegacyApp(options: {
  path: string;
  /** Of its `FlatRoutes`: `<Route path="/changes" element={<ChangesPage />} />`. */
  routes: ReactNode;
  /** An entity with what stands on its page. */
  entity?: Entity;
  overview?: ReactNode;
  tabs?: { path: string; title: string; content: JSX.Element }[];
  answers?: Answers;
}) {
  const { path, routes, entity, overview, tabs = [], answers = {} } = options;
  const asked: string[] = [];
  window.history.pushState({}, '', path);
  const app = createApp({
    apis: [
      answering(answers, asked),
      createApiFactory(
        catalogApiRef,
        catalogApiMock({ entities: entity ? [entity] : [] }),
      ),
      createApiFactory(
        entityPresentationApiRef,
        DefaultEntityPresentationApi.createLocal(),
      ),
    ],
    configLoader: async () => [
      {
        context: 'test',
        data: {
          app: { baseUrl: 'http://localhost' },
          backend: { baseUrl: backend },
        },
      },
    ],
  });
  const Root = app.createRoot(
    <AppRouter>
      <FlatRoutes>
        <Route path="/catalog" element={<CatalogIndexPage />} />
        <Route
          path="/catalog/:namespace/:kind/:name"
          element={<CatalogEntityPage />}
        >
          <EntityLayout>
            <EntityLayout.Route path="/" title="Overview">
              <>{overview}</>
            </EntityLayout.Route>
            {tabs.map(({ path: tab, title, content }) => (
              <EntityLayout.Route key={tab} path={tab} title={title}>
                {content}
              </EntityLayout.Route>
            ))}
          </EntityLayout>
        </Route>
        {routes}
      </FlatRoutes>
    </AppRouter>,
  );
  render(<Root />);
  return { asked };
}
