import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { minute, people, Tale } from '../__testUtils__/tale';
import { BudgetImpact, reviewSections, ReviewContent } from '../model';
import { draftReview } from './draft';
import { reviewDocument } from './document';
import { containedMarkdown, plainLine } from './markdown';

const { olive, carl } = people;
const markdown = new MarkdownIt({ html: true });

/** What people write when they want out of their part of a page, or do not know better. */
const nasty = fc.string({
  unit: fc.constantFrom(
    ...'`~#*_-+=>|[](){}<!&\\:.1a \n\r\t',
    ...['```', '~~~', '---', '===', '\n# ', '\n\n', '<script>', '<!--'],
    ...['[a]: x', '](javascript:', '!!! note', '\u202e', '\u2028', '    '],
  ),
  maxLength: 60,
});

const headings = [
  'What happened',
  'Impact',
  'Contributing factors',
  'What went well',
  'What to improve',
  'Times',
  'Error budget',
  'Action items',
];

function documentOf(
  words: { title: string; content: ReviewContent; action: string },
  format: 'markdown' | 'techdocs' = 'markdown',
): string {
  const tale = new Tale('INC0000001', { title: words.title })
    .do('acknowledge', {})
    .at(20)
    .do('resolve', { text: 'It is so.' });
  const budget: BudgetImpact = {
    state: 'known',
    objectives: [
      { objective: 'a', title: words.title, bad: 1, total: 9, spent: 0.5 },
    ],
  };
  const { facts, entries } = tale;
  tale
    .do('start-review', { ...draftReview({ facts, entries }, budget), budget })
    .do('add-action', { text: words.action, owner: carl, dueAt: minute(99) });
  return reviewDocument({
    facts: tale.facts,
    revision: {
      revision: 1,
      content: words.content,
      by: olive,
      at: minute(20),
    },
    budget,
    format,
    linkOf: number => `/incidents/${number}`,
  });
}

const contentWith = (text: string): ReviewContent =>
  Object.fromEntries(
    reviewSections.map(section => [section, text]),
  ) as ReviewContent;

/** The headings of a page that stand by themselves, and what of it is no Markdown. */
function read(page: string) {
  const tokens = markdown.parse(page, {});
  return {
    headings: tokens.flatMap(({ type, tag }, i) =>
      type === 'heading_open' ? [[tag, tokens[i + 1].content]] : [],
    ),
    html: tokens
      .flatMap(token => [token, ...(token.children ?? [])])
      .filter(({ type }) => type.startsWith('html'))
      .map(({ content }) => content),
    links: tokens
      .flatMap(({ children }) => children ?? [])
      .flatMap(token => token.attrGet('href') ?? []),
    // Of our own tables: people may have some in what they write.
    cells: tokens
      .slice(tokens.findLastIndex(({ content }) => content === 'Times'))
      .filter(({ type }) => type === 'td_open').length,
  };
}

describe('the document of a review', () => {
  it('has its parts, times, budget and action items, and says whether it is published', () => {
    const page = documentOf({
      title: 'Payments are slow',
      content: contentWith('- First.\n- Then `kill -9`.'),
      action: 'Alert on it',
    });
    expect(page).toContain('# INC0000001: Payments are slow\n');
    expect(page).toContain(
      '- Incident: [INC0000001](/incidents/INC0000001), priority 2',
    );
    expect(page).toContain('- Draft: revision 1 of 2026-11-02 09:20 UTC');
    expect(page).toContain('| resolved | 2026-11-02 09:20 UTC | 30 min |');
    expect(page).toContain('50 % of it was spent. 1 of 9 events were bad.');
    expect(page).toContain('| Alert on it | carl | 2026-11-02 | open |  |');
    expect(page).toContain('- Then `kill -9`.');
  });

  it('is a page of TechDocs with its title in the front matter', () => {
    const page = documentOf(
      {
        title: 'A "quoted": title --- #1',
        content: contentWith('---\ntitle: x\n---'),
        action: 'x',
      },
      'techdocs',
    );
    expect(page.split('\n').slice(0, 6)).toEqual([
      '---',
      'title: "INC0000001: A \\"quoted\\": title --- #1"',
      'description: "Review of INC0000001"',
      '---',
      '',
      '# INC0000001: A "quoted": title --- \\#1',
    ]);
  });

  it('is broken by nothing that people write', () => {
    const line = nasty.map(text => `abc${text.replace(/\0/g, '')}`);
    fc.assert(
      fc.property(line, nasty, line, (title, text, action) => {
        const page = documentOf({ title, content: contentWith(text), action });
        const { headings: found, html, links, cells } = read(page);
        expect(found.filter(([tag]) => tag === 'h2')).toEqual(
          headings.map(name => ['h2', name]),
        );
        expect(found.filter(([tag]) => tag !== 'h2')).toHaveLength(1);
        expect(html).toEqual([]);
        expect(links.filter(href => /^\s*javascript:/i.test(href))).toEqual([]);
        // Five times, and one action item.
        expect(cells).toBe(5 * 3 + 5);
      }),
      { numRuns: 500 },
    );
  });
});

describe('text of people in Markdown', () => {
  it('says in a line just what it says', () => {
    fc.assert(
      fc.property(nasty, text => {
        const [paragraph, inline] = markdown
          .parse(`- **x** ${plainLine(text)}`, {})
          .slice(2);
        expect(paragraph.type).toBe('paragraph_open');
        const shown = (inline.children ?? [])
          .filter(({ type }) => type === 'text' || type === 'text_special')
          .map(({ content }) => content)
          .join('');
        expect(shown.trim()).toBe(
          `x ${text
            .replace(/[\u202a-\u202e]/g, '')
            .replace(/[\s\p{Cc}]+/gu, ' ')
            .trim()}`.trim(),
        );
      }),
    );
  });

  it('keeps lists, links and code, and ends the code that somebody left open', () => {
    const text = '1. One\n2. [Two](https://example.com/a)\n\n```sh\nls <x> # y';
    expect(containedMarkdown(text)).toBe(`${text}\n\`\`\``);
  });
});
