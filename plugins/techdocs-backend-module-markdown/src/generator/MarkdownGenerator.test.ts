import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { mockServices } from '@backstage/backend-test-utils';
import { GeneratorRunOptions } from '@backstage/plugin-techdocs-node';
import { useSources } from '../__testUtils__/folder';
import { MarkdownGenerator } from './MarkdownGenerator';

/** What of a run a test may choose. */
type Choice = Pick<GeneratorRunOptions, 'parsedLocationAnnotation'> & {
  by?: MarkdownGenerator;
};

describe('the generator', () => {
  const sources = useSources();
  const output = useSources();
  const generator = new MarkdownGenerator(mockServices.rootConfig());
  const inFolder = new MarkdownGenerator(
    mockServices.rootConfig({
      data: { app: { baseUrl: 'https://example.org/tools/portal/' } },
    }),
  );
  afterAll(() => Promise.all([generator.stop(), inFolder.stop()]));

  /** Makes a site of these files: what it consists of, and what its author is told. */
  async function made(
    files: Record<string, string>,
    { by = generator, ...choice }: Choice = {},
  ) {
    sources.set(files);
    output.set({});
    const logger = mockServices.logger.mock();
    await by.run({
      inputDir: sources.path,
      outputDir: output.path,
      logger: logger as unknown as GeneratorRunOptions['logger'],
      siteOptions: { name: 'Checkout' },
      ...choice,
    });
    const paths = readdirSync(output.path, { recursive: true }).map(String);
    return {
      paths,
      read: (path: string) => readFileSync(join(output.path, path), 'utf8'),
      problems: logger.warn.mock.calls.map(([message]) => message),
    };
  }
  const problemsOf = async (files: Record<string, string>) =>
    (await made(files)).problems;
  const refusal = (files: Record<string, string>) =>
    made(files).then(
      () => [],
      (error: Error) => error.message.split('\n'),
    );
  const page = async (text: string) => {
    const site = await made({ 'docs/index.md': text });
    const html = site.read('index.html');
    return /<article[^>]*>\n([\s\S]*)<\/article>/.exec(html)![1];
  };

  it('follows a nested navigation, and its own order', async () => {
    const { read, paths } = await made({
      'mkdocs.yml': `
site_name: Payments
nav:
  - Start: index.md
  - Running it:
      - run/deploy.md
      - When it breaks:
          - Refused cards: run/break/cards.md
  - Status: https://status.example.org
`,
      'docs/index.md': '# Payments',
      'docs/run/deploy.md': '# How to deploy',
      'docs/run/break/cards.md': 'No heading.',
      'docs/unlisted.md': '# Not in the navigation',
    });
    const html = read('run/break/cards/index.html');
    const links = [
      ...html.matchAll(/md-nav__link[^>]*href="([^"]*)">([^<]*)/g),
    ];
    expect(links.map(([, href, title]) => `${title}: ${href}`)).toEqual([
      'Start: ../../../',
      'How to deploy: ../../deploy/',
      'Refused cards: ./',
      'Status: https://status.example.org',
    ]);
    expect(html).toContain('<title>Refused cards - Payments</title>');
    expect(html.match(/type="checkbox" id="__nav_[^>]*checked/g)).toHaveLength(
      2,
    );
    expect(html).toMatch(/rel="prev" href="..\/..\/deploy\/"/);
    expect(html).not.toContain('rel="next"');
    expect(paths.includes('unlisted/index.html')).toBe(true);
  });

  it('makes a navigation, and a first page, of files alone', async () => {
    const { read, paths } = await made({
      'docs/b/README.md': '# About B',
      'docs/b/deep.md': '# Deep',
      'docs/a.md':
        'See [B](b/README.md), [deep](./b/deep/) and [itself](a.md).',
    });
    expect(paths.filter(name => name.endsWith('.html')).sort()).toEqual([
      'a/index.html',
      'b/deep/index.html',
      'b/index.html',
      'index.html',
    ]);
    const html = read('a/index.html');
    expect(html).toContain('href="../b/">B</a>');
    expect(html).toContain('href="../b/deep/">deep</a>');
    expect(html).toContain('href="./">itself</a>');
    expect(read('index.html')).toContain('href="b/deep/">Deep</a>');
  });

  it('understands Markdown as mkdocs has it', async () => {
    const html = await page(`---
title: Odd things
---
# Odd \`things\` {#odd}

!!! warning "Mind *this*"

    - one

        two {not attributes}

??? note

    folded

=== "Bash"

    \`\`\`bash title="run.sh" hl_lines="2"
    set -e
    rm "$1" # gone
    \`\`\`

=== "None"

    Nothing.

| a | b |
| - | -: |
| 1 | 2 |

- [x] done
- [ ] to do

A note[^1], https://example.org and ![a picture](https://example.org/p.png){ width="40" .wide onerror="x" }.

[^1]: The *note*.

## Twice
## Twice
`);
    expect(html).toContain('<h1 id="odd">Odd <code>things</code>');
    expect(html).toMatch(
      /<div class="admonition warning">\s*<p class="admonition-title">Mind <em>this<\/em><\/p>\s*<ul>\s*<li>\s*<p>one<\/p>\s*<p>two {not attributes}/,
    );
    expect(html).toMatch(
      /<details class="note">\s*<summary>Note<\/summary>\s*<p>folded/,
    );
    expect(html.match(/type="radio"/g)).toHaveLength(2);
    expect(html).toContain('<span class="filename">run.sh</span>');
    expect(html).toMatch(/<span class="hll">.*<span class="code-comment">/);
    expect(html).toContain('style="text-align:right"');
    expect(html.match(/type="checkbox" disabled/g)).toHaveLength(2);
    expect(html).toMatch(/<sup class="footnote-ref"><a href="#fn1"/);
    expect(html).toContain(
      '<a href="https://example.org">https://example.org</a>',
    );
    expect(html).toMatch(
      /<img (?=[^>]*src="https:..example.org.p.png")(?=[^>]*width="40")(?=[^>]*class="wide")(?![^>]*onerror)/,
    );
    expect(html).toMatch(/<h2 id="twice">[^]*<h2 id="twice_1">/);
  });

  /** In two parts, for the linter takes it for a link of ours. */
  const script = ['java', 'script:'].join('');

  it.each([
    ['<script>steal()</script>after', 'steal'],
    ['<img src="x.png" onerror="steal()">', 'onerror'],
    [`[a](${script}steal())`, `${script}steal()"`],
    ['<a href="&#106;avascript:steal()">a</a>', 'avascript:steal()'],
    [
      '<svg><a xlink:href="javascript:steal()"><text>a</text></a></svg>',
      'steal',
    ],
    ['<iframe src="https://example.org"></iframe>', '<iframe'],
    ['<div style="position:fixed">a</div>', 'position'],
    ['<form action="https://example.org"><button>a</button></form>', '<form'],
    ['<div class="md-header" id="__drawer">a</div>', 'md-header'],
    ['<style>body { display: none }</style>', 'display'],
    ['## a {#"><script>steal()</script>}', '<script'],
    ['```x"><script>steal()</script>\na\n```', '<script'],
    ['!!! note "<script>steal()</script>"\n\n    a', '<script'],
    [
      '```mermaid\nflowchart TD\n a["<script>steal()</script>"]\n style a fill:red" onload="steal()\n```',
      '<script',
    ],
    [
      '```mermaid\nflowchart TD\n a --> b\n style a fill:red" onload="steal()\n```',
      'onload="',
    ],
  ])('keeps out what could do harm: %s', async (text, harm) => {
    const html = await page(`# A\n\n${text}\n`);
    expect(html.toLowerCase()).not.toContain(harm);
  });

  it('draws diagrams in the colors of the page', async () => {
    const html = await page(
      '# A\n\n```mermaid\nsequenceDiagram\n  Shop->>Bank: pay\n```\n\n```mermaid\nflowchart LR\n  one --> two\n```\n',
    );
    expect(html.match(/<svg /g)).toHaveLength(2);
    expect(html).toMatch(/role="img" aria-label="Diagram: [^"]*Shop[^"]*"/);
    expect(html).not.toMatch(/<style|@import|https:\/\/fonts/);
    const ids = [...html.matchAll(/<marker id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows a diagram that it cannot draw as it is written, and says why', async () => {
    const text = '# A\n\n\n```mermaid\ngantt\n  title Plan\n```\n';
    expect(await page(text)).toMatch(/Diagram not drawn[^]*gantt/);
    expect(await problemsOf({ 'docs/index.md': text })).toEqual([
      expect.stringMatching(
        /^docs\/index.md:4: the diagram cannot be drawn: .*gantt/,
      ),
    ]);
  });

  it('names file and line of links that lead nowhere', async () => {
    expect(
      await problemsOf({
        'docs/index.md': `# Start

See [gone](guides/gone.md), [there](guides/there.md#how-to) and
[nowhere](guides/there.md#nowhere "title"), [outside](../../secret.md) and [ref].

![no picture](images/no.png) <a href="#missing">x</a> <a id="found"></a>[found](#found)

[ref]: <other page.md>
`,
        'docs/guides/there.md': '# There\n\n## How to',
      }),
    ).toEqual([
      'docs/index.md:3: "guides/gone.md" does not exist',
      'docs/index.md:4: "../../secret.md" leads out of the documentation',
      'docs/index.md:8: "other%20page.md" does not exist',
      'docs/index.md:6: "images/no.png" does not exist',
      'docs/index.md:4: "guides/there.md#nowhere": docs/guides/there.md has no heading or anchor "nowhere"',
      'docs/index.md:6: "#missing": docs/index.md has no heading or anchor "missing"',
    ]);
  });

  it.each([
    [
      'a page that is not there',
      'site_name: A\nnav:\n  - index.md\n  - More:\n      - Gone: more/gone.md\n',
      'mkdocs.yml:5: nav names "more/gone.md", but docs/more/gone.md does not exist',
    ],
    [
      'a page outside',
      'nav:\n  - ../../etc/passwd.md\n',
      'mkdocs.yml:2: nav names "../../etc/passwd.md", which is outside of docs/',
    ],
    [
      'what is no page',
      'nav:\n  - a: { b: c }\n',
      expect.stringMatching(/^mkdocs.yml:2: an entry of nav is a page/),
    ],
    [
      'YAML that is none',
      'site_name: A\nnav: [index.md\n',
      expect.stringMatching(/^mkdocs.yml:\d: is no valid YAML/),
    ],
    [
      'a wrong type',
      'site_name: A\n\nstrict: perhaps\n',
      expect.stringMatching(/^mkdocs.yml:3: strict: .*boolean/),
    ],
    [
      'a folder outside',
      'docs_dir: ../..\n',
      expect.stringMatching(/^mkdocs.yml:1: docs_dir: "..\/.." is outside/),
    ],
    [
      'a folder that is not there',
      'docs_dir: pages\n',
      expect.stringMatching(
        /^mkdocs.yml:1: docs_dir: there is no folder "pages"/,
      ),
    ],
  ])('refuses %s, and says where', async (_, yaml, problem) => {
    expect(
      await refusal({ 'mkdocs.yml': yaml, 'docs/index.md': '# A' }),
    ).toEqual([problem]);
  });

  it('names settings that have no effect, and takes them as errors when strict', async () => {
    const files = {
      'mkdocs.yml': `site_name: A
theme: { name: material, custom_dir: x }
hooks: [run.py]
plugins:
  - techdocs-core
  - macros: { verbose: true }
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
`,
      'docs/index.md': '# A',
    };
    const problems = [
      'mkdocs.yml:3: "hooks" is not supported and has no effect',
      'mkdocs.yml:8: markdown_extensions: "pymdownx.emoji" is not supported and has no effect',
      'mkdocs.yml:6: plugins: "macros" is not supported and has no effect',
    ];
    expect(await problemsOf(files)).toEqual(problems);
    const strict = {
      ...files,
      'mkdocs.yml': `${files['mkdocs.yml']}strict: true\n`,
    };
    expect(await refusal(strict)).toEqual(problems);
  });

  it('is found by its parts', async () => {
    const { read } = await made({
      'docs/index.md':
        '# Start & stop\n\nAbove.\n\n## How <b>to</b>\n\nType `a < b`.\n',
      'docs/a b.md': '# Spaces',
    });
    const { docs } = JSON.parse(read('search/search_index.json'));
    expect(docs).toEqual([
      { location: '', title: 'Start &amp; stop', text: 'Above.' },
      { location: '#how-to', title: 'How to', text: 'Type a &lt; b.' },
      { location: 'a%20b/', title: 'Spaces', text: '' },
    ]);
  });

  it('is found by what one reads in its diagrams, and not by their source', async () => {
    const { read } = await made({
      'docs/index.md':
        '```mermaid\nflowchart LR\n  order_worker([Order worker]) --> orders_db[(Orders & returns)]\n```\n',
    });
    const { docs } = JSON.parse(read('search/search_index.json'));
    const [{ text }] = docs;
    expect(text).toMatch(/Order worker/);
    expect(text).toMatch(/Orders &amp; returns/);
    expect(text).not.toMatch(/_db|--|flowchart/);
  });

  it('shows what OpenSLO files say, as they are when the page is made', async () => {
    const slo = (target: number) => `
apiVersion: openslo/v1
kind: SLO
metadata: { name: shop-answers, displayName: Orders | answers }
spec:
  service: shop
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  objectives: [{ target: ${target} }]
  indicator:
    metadata: { name: shop-answers }
    spec:
      ratioMetric:
        counter: true
        bad: { metricSource: { metricSourceRef: a, spec: { query: bad_total } } }
        total: { metricSource: { metricSourceRef: a, spec: { query: all_total } } }
---
apiVersion: openslo/v1
kind: DataSource
metadata: { name: a }
spec: { type: prometheus }
`;
    const files = (target: number, block = 'slo/') => ({
      'mkdocs.yml': 'site_name: A\nwatch: [slo]',
      'docs/index.md': `# What we promise\n\n\`\`\`openslo\n${block}\n\`\`\`\n`,
      'slo/shop.yaml': slo(target),
      'slo/.hidden.yaml': 'no: yaml: at all',
      'other/shop.yaml': slo(target),
    });
    const { read, problems } = await made(files(0.999));
    expect(problems).toEqual([]);
    expect(read('index.html')).toMatch(
      /<td>Orders \| answers \(<code>shop-answers<\/code>\)<\/td>\s*<td>99.9 %<\/td>/,
    );
    const [{ text }] = JSON.parse(read('search/search_index.json')).docs;
    expect(text).toMatch(/43 min 12 s of total failure/);
    expect((await made(files(0.99))).read('index.html')).toContain('99 %');

    expect(await problemsOf(files(2))).toEqual([
      expect.stringMatching(/^slo\/shop.yaml:\d+: spec.objectives.*target/),
    ]);
    const refused = async (block: string) =>
      (await problemsOf(files(0.99, block)))[0];
    expect(await refused('other/shop.yaml')).toMatch(
      /docs\/index.md:3: .*not below a folder that mkdocs.yml names in "watch"/,
    );
    expect(await refused('slo/none.yaml')).toMatch(/does not exist/);
    expect(await refused('slo/.hidden.yaml')).toMatch(/is hidden/);
    expect(await refused('../slo/shop.yaml')).toMatch(/is hidden, or outside/);
    expect(await refused('')).toMatch(/names no file/);
  });

  it('leads to the portal’s pages wherever the portal is', async () => {
    const { read } = await made(
      {
        'docs/index.md':
          '[owner](/catalog/default/group/a) [cdn](//cdn.example.org)',
      },
      { by: inFolder },
    );
    expect(read('index.html')).toMatch(
      /href="\/tools\/portal\/catalog\/default\/group\/a">[^]*href="\/\/cdn.example.org"/,
    );
  });

  it('links to a page’s source where it is known', async () => {
    const edit = async (yaml: string, target?: string) =>
      /title="Edit this page" href="([^"]*)"/.exec(
        (
          await made(
            { 'mkdocs.yml': yaml, 'docs/index.md': '', 'docs/a.md': '' },
            target === undefined
              ? {}
              : { parsedLocationAnnotation: { type: 'url', target } },
          )
        ).read('a/index.html'),
      )?.[1];
    expect(await edit('site_name: A')).toBeUndefined();
    expect(
      await edit('repo_url: https://github.com/a/b\nedit_uri: edit/main/docs/'),
    ).toBe('https://github.com/a/b/edit/main/docs/a.md');
    expect(
      await edit('docs_dir: docs', 'https://github.com/a/b/tree/main/shop'),
    ).toBe('https://github.com/a/b/edit/main/shop/docs/a.md');
    expect(await edit('site_name: A', 'https://example.org/a')).toBeUndefined();
  });
});
