import fc from 'fast-check';
import { belongsTo, labelSelector, readPodTarget } from './podTarget';

const word = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,10}[a-z0-9])?$/);
const labels = fc.dictionary(
  fc.oneof(
    word,
    fc.tuple(word, word).map(([a, b]) => `${a}.io/${b}`),
  ),
  word,
  { minKeys: 1, maxKeys: 5 },
);

it('a target reads back what it was made of, in any order of its labels', () => {
  fc.assert(
    fc.property(word, labels, (namespace, given) => {
      const target = `${namespace}/${labelSelector(given)}`;
      expect(readPodTarget(target)).toEqual({ namespace, labels: given });
    }),
  );
});

it('pods of an entity stay its pods with more labels, and are not with one less', () => {
  fc.assert(
    fc.property(word, labels, labels, (namespace, own, more) => {
      const entity = {
        metadata: {
          annotations: {
            'backstage.io/kubernetes-label-selector': labelSelector(own),
          },
        },
      };
      const all = { ...more, ...own };
      expect(belongsTo({ namespace, labels: all }, entity)).toBe(true);
      const [first] = Object.keys(own);
      const { [first]: _, ...fewer } = all;
      expect(belongsTo({ namespace, labels: fewer }, entity)).toBe(false);
    }),
  );
});

it.each([
  '',
  '/',
  'shop/',
  'shop',
  '/app=x',
  'shop/app',
  'shop/app=',
  'shop/a=b=c',
  'shop/a=b,a=c',
  'shop/a!=b',
  'SHOP/a=b',
  'a/b/c=d\0',
])('%j is no target', target => {
  expect(readPodTarget(target)).toBeUndefined();
});
