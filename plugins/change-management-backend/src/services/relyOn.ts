import {
  reliedOf,
  rulesetOf,
  World,
} from '@countersign/plugin-change-management-common';
import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { Unit } from './Journal';

/**
 * Puts on record what a decision about a change relies on, unless that is what the last one relied on already.
 *
 * @returns the digest the decision's own entry names it by
 */
export async function relyOn(
  unit: Unit,
  number: string,
  world: World,
): Promise<Sha256Digest> {
  const { digest: rulesetDigest, ruleset } = rulesetOf(world);
  if (unit.facts(number).ruleset !== rulesetDigest) {
    await unit.record('change.ruleset', number, {
      digest: rulesetDigest,
      ruleset,
    });
  }
  const { digest, world: recorded } = reliedOf(
    unit.facts(number),
    world,
    rulesetDigest,
  );
  if (unit.facts(number).relied !== digest) {
    await unit.record('change.relied', number, { digest, world: recorded });
  }
  return digest;
}
