import fc from 'fast-check';
import { actorOf } from './actorOf';

describe('actorOf', () => {
  it.each([
    ['user:default/amara', { kind: 'entity', entityRef: 'user:default/amara' }],
    ['group:default/cab', { kind: 'entity', entityRef: 'group:default/cab' }],
    ['ci-pipeline', { kind: 'service', name: 'ci-pipeline' }],
    ['external:ci-pipeline', { kind: 'service', name: 'ci-pipeline' }],
    ['plugin:scaffolder', { kind: 'service', name: 'scaffolder' }],
    ['plugin:change-management', { kind: 'system' }],
    ['change-management', { kind: 'system' }],
    // Somebody's token is not the product, whatever it is called.
    [
      'external:change-management',
      { kind: 'service', name: 'change-management' },
    ],
  ])('reads %s', (principal, actor) => {
    expect(actorOf(principal)).toEqual(actor);
  });

  it('names anything a record may hold, and never shows where a token came from', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
        const actor = actorOf(`external:${text}`);
        expect(actor).toEqual({
          kind: 'service',
          name: text === '' ? 'external:' : text,
        });
        expect(() => actorOf(text)).not.toThrow();
      }),
    );
  });
});
