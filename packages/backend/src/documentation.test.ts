import { globSync, readFileSync } from 'fs';
import { dirname, join, relative, resolve } from 'path';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { GeneratorRunOptions } from '@backstage/plugin-techdocs-node';
import {
  describeProblem,
  MarkdownGenerator,
} from '@countersign/plugin-techdocs-backend-module-markdown';
import { parseAllDocuments } from 'yaml';

jest.setTimeout(240_000);

const root = resolve(__dirname, '../../..');
const PAGES = 'backstage.io/techdocs-ref';
const PAGES_OF = 'backstage.io/techdocs-entity';
const PAGE = 'backstage.io/techdocs-entity-path';

/** Every entity of this repository, and the file in which it stands. */
const entities = [
  'catalog-info.yaml',
  'catalog-info/*.yaml',
  'templates/**/*.yaml',
]
  .flatMap(pattern => globSync(pattern, { cwd: root }))
  // What a template makes is looked at once it is made.
  .filter(file => !file.includes('/skeleton/'))
  .flatMap(file =>
    parseAllDocuments(readFileSync(join(root, file), 'utf8')).map(document => ({
      file,
      entity: document.toJS() as Entity,
    })),
  )
  .filter(({ entity }) => entity?.kind && entity.metadata?.name);

const annotation = ({ metadata }: Entity, name: string) =>
  metadata.annotations?.[name];

/** Where the portal shows the pages of an entity. */
const addressOf = (ref: string) => {
  const [, kind, namespace, name] = /^(.+):(.+)\/(.+)$/.exec(ref)!;
  return `/docs/${namespace}/${kind}/${name}`;
};

describe('the documentation', () => {
  const output = createMockDirectory();
  const generator = new MarkdownGenerator(mockServices.rootConfig());
  const problems: string[] = [];
  /** Pages by their address in the portal. */
  const pages = new Map<string, string>();

  beforeAll(async () => {
    for (const { file, entity } of entities) {
      const [, target] =
        /^dir:(.*)$/.exec(annotation(entity, PAGES) ?? '') ?? [];
      if (target === undefined) {
        continue;
      }
      const inputDir = resolve(root, dirname(file), target);
      const site = addressOf(stringifyEntityRef(entity));
      const outputDir = output.resolve(`.${site}`);
      const found = await generator.check(inputDir, { siteName: site });
      problems.push(
        ...found.map(
          problem => `${relative(root, inputDir)}/${describeProblem(problem)}`,
        ),
      );
      await generator.run({
        inputDir,
        outputDir,
        logger:
          mockServices.logger.mock() as unknown as GeneratorRunOptions['logger'],
      });
      for (const page of globSync('**/index.html', { cwd: outputDir })) {
        pages.set(
          `${site}/${page.replace(/(\/?)index\.html$/, '')}`.replace(/\/$/, ''),
          readFileSync(join(outputDir, page), 'utf8'),
        );
      }
    }
  });
  afterAll(() => generator.stop());

  /** Why an address of the portal shows no page. */
  function whyBroken(address: string): string | undefined {
    const [path, anchor] = address.split('#');
    const html = pages.get(path.replace(/\/$/, ''));
    if (html === undefined) {
      return `${address}: no such page`;
    }
    return anchor && !html.includes(`id="${anchor}"`)
      ? `${address}: no such anchor`
      : undefined;
  }

  it('has no broken link, anchor or diagram', () => {
    expect(problems).toEqual([]);
  });

  it('links between its sites to pages that are there', () => {
    const broken = [...pages].flatMap(([page, html]) =>
      [...html.matchAll(/href="(\/docs\/[^"]*)"/g)].flatMap(([, href]) => {
        const why = whyBroken(href);
        return why ? [`${page}: ${why}`] : [];
      }),
    );
    expect(broken).toEqual([]);
    expect(pages.size).toBeGreaterThan(30);
  });

  it('has a page for every entity but people', () => {
    const without = entities.flatMap(({ entity }) => {
      const ref = stringifyEntityRef(entity);
      if (entity.kind === 'User' || annotation(entity, PAGES)) {
        return [];
      }
      const of = annotation(entity, PAGES_OF);
      const why = of
        ? whyBroken(addressOf(of) + (annotation(entity, PAGE) ?? ''))
        : `no ${PAGES} and no ${PAGES_OF}`;
      return why ? [`${ref}: ${why}`] : [];
    });
    expect(without).toEqual([]);
  });

  it('lies about no file in what is read outside of the portal', () => {
    const files = [
      '*.md',
      'catalog-info/*.md',
      '{packages,plugins}/*/*.md',
    ].flatMap(pattern => globSync(pattern, { cwd: root }));
    const broken = files.flatMap(file => {
      const text = readFileSync(join(root, file), 'utf8').replace(
        /^```[^]*?^```|`[^`\n]*`/gm,
        '',
      );
      return [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].flatMap(
        ([, link]) => {
          const why = whyNotThere(file, link);
          return why ? [`${file}: ${link} ${why}`] : [];
        },
      );
    });
    expect(broken).toEqual([]);
  });
});

/** Why a relative link of a file leads nowhere. */
function whyNotThere(file: string, link: string): string | undefined {
  const [path, anchor] = link.split('#');
  const target = path ? resolve(root, dirname(file), path) : join(root, file);
  try {
    const text = anchor ? readFileSync(target, 'utf8') : '';
    if (!anchor) {
      return globSync(target).length ? undefined : 'does not exist';
    }
    const anchors = [...text.matchAll(/^#+ +(.+)$/gm)].map(([, heading]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-'),
    );
    return anchors.includes(anchor) ? undefined : 'has no such heading';
  } catch {
    return 'does not exist';
  }
}
