import fc from 'fast-check';
import {
  runbookHref,
  runbookName,
  runbookPageOf,
  runbooksNamedBy,
} from './pages';

const portal = 'https://x.example/portal';
const slow = {
  runbook: 'component:default/shop',
  page: 'runbooks/slow',
  href: '/docs/default/component/shop/runbooks/slow',
};

describe('the page of a runbook', () => {
  it.each([
    '/docs/default/component/shop/runbooks/slow',
    '/docs/default/Component/shop/runbooks/slow/',
    '/docs/default/component/shop/runbooks/slow#resolution',
    'https://x.example/portal/docs/default/component/shop/runbooks/slow?q=1',
  ])('is one of the portal: %s', address => {
    expect(runbookPageOf(address, portal)).toEqual(slow);
  });

  it.each([
    'https://wiki.example/docs/default/component/shop/runbooks/slow',
    'https://x.example/docs/default/component/shop/slow',
    '//wiki.example/docs/default/component/shop/slow',
    '/catalog/default/component/shop',
    '/docs/default/component',
    '/docs/default/component/shop/a%2F..%2Fb',
    'data:text/html,x',
    'no address',
    '',
  ])('is none elsewhere: %s', address => {
    expect(runbookPageOf(address, portal)).toBeUndefined();
  });

  it('is found again by the link that leads to it', () => {
    const name = fc.stringMatching(/^[a-z0-9][a-z0-9-_.]{0,20}$/);
    const step = fc
      .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
      .filter(text => !/[/?#\\\s\0]|^\.{1,2}$/.test(text));
    fc.assert(
      fc.property(
        name,
        name,
        fc.array(step, { maxLength: 3 }),
        (a, b, steps) => {
          const page = {
            runbook: `component:${a}/${b}`,
            ...(steps.length > 0 && { page: steps.join('/') }),
          };
          expect(runbookPageOf(runbookHref(page), portal)).toMatchObject(page);
        },
      ),
    );
  });

  it('has a name that people read', () => {
    expect(runbookName(slow)).toBe('Slow');
    expect(runbookName({ runbook: 'component:default/the-shop' })).toBe(
      'The shop',
    );
    expect(
      ['Runbook: Slow answers', 'Runbook-driven repair', 'Runbook:'].map(
        title => runbookName(slow, title),
      ),
    ).toEqual(['Slow answers', 'Runbook-driven repair', 'Runbook:']);
  });

  it('is named by what runs, one a line, and by objectives', () => {
    expect(
      runbooksNamedBy({
        'countersign.dev/runbooks': '/docs/a\n\n  /docs/b\n',
        'countersign.dev/runbook': '/docs/c',
      }),
    ).toEqual(['/docs/a', '/docs/b', '/docs/c']);
    expect(runbooksNamedBy()).toEqual([]);
  });
});
