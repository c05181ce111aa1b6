import { OutlinedResource, RiskFloor, RiskLevel } from '../model';
import { isProduction } from './environmentFactor';
import { RiskInput } from './input';
import { TouchedResource } from './planFactors';
import { plural } from './sentences';

/** This many resources destroyed or replaced at once in production are never routine. */
const MANY = 10;

/** How many resources or items are shown as evidence of a floor. */
const SHOWN = 10;

/** The rules that put a floor under the level, as far as they apply. */
export function applicableFloors(
  { change, items, plan }: RiskInput,
  touched: readonly TouchedResource[],
): RiskFloor[] {
  const production = isProduction(change.environment);
  const withAction = (action: OutlinedResource['action']) =>
    touched.filter(t => t.resource.action === action);
  const stateful = (some: TouchedResource[]) => some.filter(t => t.is.stateful);
  const lost = [...withAction('delete'), ...withAction('replace')];
  const iam = touched.filter(t => t.is.iam);
  const tier1 = items.filter(({ item }) => item.tier === 'tier-1');
  const sox = items.filter(({ item }) => item.soxScope);
  const restricted = items.filter(
    ({ item }) => item.dataClassification === 'restricted',
  );
  const exposing = touched.filter(t => t.is.iam || t.is.network);
  const byItem = (some: RiskInput['items']) =>
    some
      .slice(0, SHOWN)
      .map(({ item }) => ({ text: item.title, ref: item.entityRef }));
  const byAddress = (some: TouchedResource[]) =>
    some.slice(0, SHOWN).map(({ resource: { address, entityRef } }) => ({
      text: address,
      ...(entityRef && { ref: entityRef }),
    }));

  const floors: RiskFloor[] = [];
  const floor = (
    applies: boolean,
    level: RiskLevel,
    rule: string,
    reason: string,
    evidence: RiskFloor['evidence'],
  ) => {
    if (applies) floors.push({ rule, level, reason, evidence });
  };

  const destroyed = stateful(withAction('delete'));
  floor(
    destroyed.length > 0,
    'high',
    'destroys a stateful resource → at least high',
    `The plan destroys ${plural(
      destroyed.length,
      'resource',
    )} that may hold data.`,
    byAddress(destroyed),
  );
  const replaced = stateful(withAction('replace'));
  floor(
    replaced.length > 0,
    'high',
    'replaces a stateful resource → at least high',
    `The plan replaces ${plural(
      replaced.length,
      'resource',
    )} that may hold data.`,
    byAddress(replaced),
  );
  floor(
    production && lost.length >= MANY,
    'very_high',
    `destroys or replaces ${MANY} resources in production → very high`,
    `The plan destroys or replaces ${lost.length} resources at once.`,
    byAddress(lost),
  );
  floor(
    tier1.length > 0 && production && change.backoutPlan.trim() === '',
    'moderate',
    'tier-1 in production without backout plan → at least moderate',
    'No backout plan is written for an item the business depends on.',
    byItem(tier1),
  );
  floor(
    sox.length > 0 && (iam.length > 0 || change.category === 'access'),
    'moderate',
    'access rights in SOX scope → at least moderate',
    'Access rights change on an item in SOX 404 scope.',
    [...byItem(sox), ...byAddress(iam)],
  );
  floor(
    restricted.length > 0 && exposing.length > 0,
    'high',
    'access or network around restricted data → at least high',
    'The plan changes who or what can reach restricted data.',
    [...byItem(restricted), ...byAddress(exposing)],
  );
  const unmapped = plan?.unmapped ?? [];
  floor(
    production && unmapped.length > 0,
    'moderate',
    'resources no configuration item claims, in production → at least moderate',
    `The plan has ${plural(
      unmapped.length,
      'resource',
    )} of no known item: what depends on them is unknown.`,
    unmapped.slice(0, SHOWN).map(text => ({ text })),
  );
  return floors;
}
