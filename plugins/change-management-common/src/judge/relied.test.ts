import { digestOf } from '@countersign/plugin-ledger-common';
import { world } from '../testUtils/world';
import { rulesetOf } from './relied';

describe('rulesetOf', () => {
  it('names the configuration of each world by all there is in it, however alike they are', () => {
    const one = world();
    const worlds = [
      one,
      world({ policies: one.policies }),
      { ...one, termMs: one.termMs + 1 },
      { ...one, environments: ['production'] },
      { ...one, policyDigest: digestOf('other policies') },
      { ...one, templateDigest: digestOf('a template') },
      one,
    ];
    const named = worlds.map(each => rulesetOf(each));
    for (const { digest, ruleset } of named) {
      expect(digest).toBe(digestOf(ruleset));
    }
    expect(named[1].digest).toBe(named[0].digest);
    expect(named[6].digest).toBe(named[0].digest);
    expect(new Set(named.map(({ digest }) => digest)).size).toBe(5);
  });
});
