import fc from 'fast-check';
import { mentionBeingTyped, mentionedIn, mentionsIn } from './mentions';

const amara = 'user:default/amara-approver';

describe('mentionedIn', () => {
  it.each([
    ['@amara-approver', [amara]],
    ['Thanks @Amara-Approver, done.', [amara]],
    ['(@amara-approver)', [amara]],
    ['@amara-approver.', [amara]],
    ['@amara-approver: please look', [amara]],
    ["@amara-approver's list", [amara]],
    ['**@amara-approver** and _@amara-approver_', [amara]],
    ['@user:default/amara-approver', [amara]],
    ['@ops/amara', ['user:ops/amara']],
    ['@group:default/checkout?', ['group:default/checkout']],
    ['@group:checkout', ['group:default/checkout']],
    ['@GROUP:Default/Checkout', ['group:default/checkout']],
    ['@zoë_müller!', ['user:default/zoë_müller']],
    ['@zoe\u0308', ['user:default/zoë']],
    ['- one\n\n    @amara-approver in the same item', [amara]],
    ['> @amara-approver in a quotation', [amara]],
    ['a lone ` before @amara-approver', [amara]],
    ['[not a link] @amara-approver', [amara]],
    ['…@amara-approver', [amara]],
  ])('finds whom %j names', (text, refs) => {
    expect(mentionedIn(text)).toEqual(refs);
  });

  it.each([
    ['an address', 'write to amara@example.com or a+b@example.com'],
    ['a package', 'look at node_modules/@backstage and @a/b/c'],
    ['another kind', '@component:default/checkout-api'],
    ['an account elsewhere', '@amara@social.example'],
    ['code', 'run `git log @amara` and ``a ` @amara``'],
    ['a block of code', '```sh\n@amara\n```'],
    ['code that is never closed', '~~~\n@amara'],
    ['code in a list', '- look:\n  ```\n  @amara\n  ```'],
    ['indented code', 'Look:\n\n    @amara\n    @amara'],
    ['a link', '[by @amara](https://example.com/@amara) ![@amara](x.png)'],
    ['a link defined below', '[@amara]\n\n[@amara]: https://example.com'],
    ['a bare address', 'https://example.com/@amara www.example.com/@amara'],
    ['an address in angles', '<https://example.com/@amara> <a@example.com>'],
    ['an HTML tag', '<a title="@amara">'],
    ['an escape', '\\@amara'],
    ['a number of signs', '@@amara @ amara @'],
    ['a time', '@10:30'],
    ['a name of 64 letters', `@${'a'.repeat(64)}`],
  ])('finds nobody in %s', (_, text) => {
    expect(mentionedIn(text)).toEqual([]);
  });

  const name = fc.stringMatching(/^[a-z0-9](?:[a-z0-9._-]{0,20}[a-z0-9])?$/);
  const words = fc.string({ unit: 'grapheme', maxLength: 30 });

  it('never throws, and names what stands there', () => {
    const any = fc.array(
      fc.oneof(
        fc.constantFrom('@', '`', '```', '\n', '\n\n', '    ', '[', '](', ')'),
        fc.constantFrom('@amara', '@group:a/b', '<', '>', '\\', '~~~', '- '),
        words,
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(any, parts => {
        const text = parts.join('');
        let last = 0;
        for (const { entityRef, start, end } of mentionsIn(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end;
          expect(mentionedIn(text.slice(start, end))).toEqual([entityRef]);
          expect(entityRef).toMatch(/^(user|group):[^/]+\/[^/]+$/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('finds one between any words, whatever case and punctuation', () => {
    fc.assert(
      fc.property(
        name,
        fc.constantFrom('', ' ', '(', '"', '— '),
        fc.constantFrom('', '.', ',', '!', ')', '…', ': x', '\nx'),
        (who, left, right) => {
          const text = `Well ${left}@${who.toUpperCase()}${right}`;
          expect(mentionedIn(text)).toEqual([`user:default/${who}`]);
        },
      ),
    );
  });

  it('finds none in code, whatever stands there', () => {
    const inner = fc.tuple(words, name).map(([a, b]) => `${a} @${b}`);
    const fenced = (text: string) => `\`\`\`\n${text}\n\`\`\``;
    fc.assert(
      fc.property(inner, text => {
        fc.pre(!text.includes('`') && !/[\n\r]/.test(text));
        expect(mentionedIn(fenced(text))).toEqual([]);
        expect(mentionedIn(`see \`${text}\` there`)).toEqual([]);
      }),
    );
  });
});

describe('mentionBeingTyped', () => {
  it.each([
    ['@', { start: 0, query: '' }],
    ['Ask @am', { start: 4, query: 'am' }],
    ['@group:default/che', { start: 0, query: 'group:default/che' }],
  ])('is found in %j', (text, found) => {
    expect(mentionBeingTyped(text, text.length)).toEqual(found);
  });

  it.each(['a@b', '```\n@am', 'Ask @am now', 'https://x/@am'])(
    'is not found in %j',
    text => expect(mentionBeingTyped(text, text.length)).toBeUndefined(),
  );
});
