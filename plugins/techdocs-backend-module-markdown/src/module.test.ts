import { randomUUID } from 'crypto';
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import techDocsPlugin from '@backstage/plugin-techdocs-backend';
import techDocsModuleMarkdown from '.';
import { useSources } from './__testUtils__/folder';

jest.setTimeout(240_000);

describe('TechDocs with this module', () => {
  const sources = useSources();
  const published = useSources();

  const entityOf = (name: string, folder: string) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      // TechDocs looks at an entity's sources once a minute.
      uid: randomUUID(),
      annotations: {
        'backstage.io/techdocs-ref': `dir:${folder}`,
        'backstage.io/managed-by-location': `file:${sources.path}/catalog-info.yaml`,
        'backstage.io/source-location': `file:${sources.path}/catalog-info.yaml`,
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner: 'a' },
  });

  const scheduler = mockServices.scheduler.mock();

  async function portal(techdocs: object, ...entities: object[]) {
    const { server } = await startTestBackend({
      features: [
        techDocsPlugin,
        techDocsModuleMarkdown,
        scheduler.factory,
        catalogServiceMock.factory({
          entities: entities as ReturnType<typeof entityOf>[],
        }),
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://localhost:0' },
            techdocs: {
              builder: 'local',
              publisher: {
                type: 'local',
                local: { publishDirectory: published.path },
              },
              ...techdocs,
            },
          },
        }),
      ],
    });
    const url = `http://localhost:${server.port()}/api/techdocs`;
    return {
      get: (path: string) => fetch(`${url}${path}`),
      sync: async (name: string) =>
        (await fetch(`${url}/sync/default/component/${name}`)).text(),
    };
  }

  it('serves pages that it made, and leaves their sources as they were', async () => {
    sources.set({
      'shop/mkdocs.yml':
        'site_description: Sells things.\nplugins: [techdocs-core]\n',
      'shop/docs/index.md':
        '# Shop\n\n![logo](img/logo.svg)\n\n## Hours\n\nAlways open.',
      'shop/docs/img/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    });
    published.set({});
    const before = sources.content();
    const { get, sync } = await portal({}, entityOf('shop', './shop'));

    expect(await sync('shop')).toContain(
      'event: finish\ndata: {"updated":true}',
    );
    const site = '/static/docs/default/component/shop';
    const html = await (await get(`${site}/index.html`)).text();
    expect(html).toContain('<title>Shop - shop</title>');
    const [stylesheet] =
      /assets\/stylesheets\/main\.[0-9a-f]{8}\.min\.css/.exec(html)!;
    expect(
      (await get(`${site}/${stylesheet}`)).headers.get('content-type'),
    ).toMatch(/^text\/css/);
    expect((await get(`${site}/img/logo.svg`)).status).toBe(200);
    const index = await (await get(`${site}/search/search_index.json`)).json();
    expect(index.docs).toContainEqual({
      location: '#hours',
      title: 'Hours',
      text: 'Always open.',
    });
    const metadata = await get('/metadata/techdocs/default/component/shop');
    expect(await metadata.json()).toMatchObject({
      site_name: 'shop',
      site_description: 'Sells things.',
      files: expect.arrayContaining(['index.html', 'img/logo.svg']),
    });
    expect(sources.content()).toEqual(before);

    // Whoever comes a minute later is not told of a newer version.
    const again = await portal({}, entityOf('shop', './shop'));
    expect(await again.sync('shop')).toContain('{"updated":false}');
    sources.set({ 'shop/docs/index.md': '# Another shop' });
    const later = await portal({}, entityOf('shop', './shop'));
    expect(await later.sync('shop')).toContain('{"updated":true}');
  });

  it('tells a reader what is wrong with the sources, and keeps what it made before', async () => {
    sources.set({
      'shop/mkdocs.yml': 'site_name: Shop\nnav:\n  - index.md\n  - gone.md\n',
      'shop/docs/index.md': '# Shop',
    });
    published.set({ 'default/component/shop/index.html': 'as before' });
    const { get, sync } = await portal({}, entityOf('shop', './shop'));

    expect(await sync('shop')).toContain(
      'mkdocs.yml:4: nav names \\"gone.md\\", but docs/gone.md does not exist',
    );
    const page = await get('/static/docs/default/component/shop/index.html');
    expect(await page.text()).toBe('as before');
  });

  it('makes the pages of all before anybody asks, and of those that can be made', async () => {
    sources.set({
      'bad/mkdocs.yml': 'nav: [gone.md]\n',
      'bad/docs/index.md': '',
      'good/docs/index.md': '# Good',
    });
    published.set({});
    await portal(
      {
        buildAhead: {
          frequency: { minutes: 10 },
          timeout: { minutes: 1 },
        },
      },
      entityOf('bad', './bad'),
      entityOf('good', './good'),
    );
    const [[task]] = scheduler.scheduleTask.mock.calls;
    await task.fn(new AbortController().signal);

    const page = join(published.path, 'default/component/good/index.html');
    expect(existsSync(join(published.path, 'default/component/bad'))).toBe(
      false,
    );
    expect(readFileSync(page, 'utf8')).toContain('Good');
  });

  it('leaves pages to mkdocs when told to, and knows no third', async () => {
    await expect(
      portal({ generator: { engine: 'mkdocs', runIn: 'local' } }),
    ).resolves.toBeDefined();
    await expect(
      portal({ generator: { engine: 'sphinx', runIn: 'local' } }),
    ).rejects.toThrow(/techdocs.generator.engine: "sphinx" is not known/);
  });
});
