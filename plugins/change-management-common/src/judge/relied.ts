import type { LedgerEntry } from '@countersign/plugin-ledger-common';
import { rememberedBy } from '@countersign/plugin-governance-common';
import { Sha256Digest, digestOf } from '@countersign/plugin-ledger-common';
import type { ChangeEntryData } from '../evidence/entries';
import { Facts } from '../facts/facts';
import { StandardChangeTemplate } from '../model';
import { demandOf } from './standing';
import { World } from './world';

export type Ruleset = ChangeEntryData<'change.ruleset'>['ruleset'];
export type RecordedWorld = ChangeEntryData<'change.relied'>['world'];

interface NamedRuleset {
  digest: Sha256Digest;
  ruleset: Ruleset;
}

/** The one named last for a set of policies: a gate that is asked often need not name it each time. */
const named = new WeakMap<
  object,
  NamedRuleset & {
    of: Pick<
      World,
      'environments' | 'termMs' | 'templateDigest' | 'policyDigest'
    >;
  }
>();

/** The configuration of a world, for the ledger, and the digest that names it. */
export function rulesetOf(world: World): NamedRuleset {
  const { policies, policyDigest, environments, termMs, templateDigest } =
    world;
  const known = named.get(policies);
  if (
    known?.of.environments === environments &&
    known.of.termMs === termMs &&
    known.of.templateDigest === templateDigest &&
    known.of.policyDigest === policyDigest
  ) {
    return known;
  }
  const fresh = {
    ...nameRuleset(world),
    of: { environments, termMs, templateDigest, policyDigest },
  };
  named.set(policies, fresh);
  return fresh;
}

function nameRuleset(world: World): NamedRuleset {
  const ruleset: Ruleset = plain({
    policyDigest: world.policyDigest,
    policies: [...world.policies],
    template: world.template,
    templateDigest: world.templateDigest,
    environments: [...world.environments],
    termMs: world.termMs,
  });
  return { digest: digestOf(ruleset), ruleset };
}

/** A gate that is asked often relies on the same again and again. */
const reliedAs = rememberedBy(
  (relied: RecordedWorld) => JSON.stringify(relied),
  (_, text) => {
    const world: RecordedWorld = JSON.parse(text);
    return { digest: digestOf(world), world };
  },
);

/** What a decision about the change relied on, for the ledger, and the digest that names it. */
export function reliedOf(
  facts: Facts,
  world: World,
  ruleset: Sha256Digest,
): { digest: Sha256Digest; world: RecordedWorld } {
  const groups = new Set([
    ...demandOf(facts, world).requirements.map(r => r.group),
    ...(facts.asked?.requirements ?? []).map(r => r.group),
  ]);
  return reliedAs({
    items: [...world.items],
    candidates: [...groups]
      .sort()
      .map(group => ({ group, approvers: [...world.approversOf(group)] })),
    freezes: [...world.freezes],
    conflicts: world.conflicts.map(
      ({ key, kind, explanation, ends, acceptable }) => ({
        key,
        kind,
        explanation,
        ends,
        acceptable,
      }),
    ),
    conflictsTruncated: world.conflictsTruncated,
    risk: world.risk && { score: world.risk.score, level: world.risk.level },
    ...(world.demands.length > 0 && {
      demands: world.demands.map(({ textSegments: _, ...demand }) => demand),
    }),
    ...(world.rejections.length > 0 && { rejections: [...world.rejections] }),
    ruleset,
  });
}

/** A world as the ledger recorded it, at the moment of the decision that relied on it. */
export function worldOf(
  recorded: RecordedWorld,
  ruleset: Ruleset,
  at: string,
): World {
  const approvers = new Map(
    recorded.candidates.map(c => [c.group, c.approvers]),
  );
  return {
    at,
    items: recorded.items,
    approversOf: group => approvers.get(group) ?? [],
    policies: ruleset.policies,
    policyDigest: ruleset.policyDigest,
    template: (ruleset.template as StandardChangeTemplate | null) ?? undefined,
    templateDigest: ruleset.templateDigest,
    freezes: recorded.freezes,
    conflicts: recorded.conflicts,
    conflictsTruncated: recorded.conflictsTruncated,
    risk: recorded.risk,
    demands: recorded.demands ?? [],
    rejections: recorded.rejections ?? [],
    environments: ruleset.environments,
    termMs: ruleset.termMs,
  };
}

/** The world of this digest as these entries recorded it; undefined when they do not. */
export function recordedWorldIn(
  entries: readonly Pick<LedgerEntry, 'type' | 'data'>[],
  digest: Sha256Digest | undefined,
  at: string,
): World | undefined {
  const world = find<'change.relied'>(entries, 'change.relied', digest)?.world;
  const ruleset =
    world &&
    find<'change.ruleset'>(entries, 'change.ruleset', world.ruleset)?.ruleset;
  return world && ruleset && worldOf(world, ruleset, at);
}

function find<T extends 'change.relied' | 'change.ruleset'>(
  entries: readonly Pick<LedgerEntry, 'type' | 'data'>[],
  type: T,
  digest: Sha256Digest | undefined,
): ChangeEntryData<T> | undefined {
  return entries
    .filter(entry => entry.type === type)
    .map(entry => entry.data as unknown as ChangeEntryData<T>)
    .find(data => data.digest === digest);
}

/** Without what is undefined, which the ledger cannot hold. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
