import { ChangeCategory, OutlinedResource, RiskFactor } from '../model';
import { classifyResource, ResourceTraits } from '../terraform/classify';
import { riskFactor, saturating } from './factor';
import { RiskInput } from './input';
import { factorWeights } from './weights';

/** Resources of which losing data is at stake count as this many others. */
const STATEFUL = 4;

/** A resource the plan does something to, and what it is. */
export interface TouchedResource {
  resource: OutlinedResource;
  is: ResourceTraits;
}

/** What the plan touches, each resource classified by its type and by the configuration item it belongs to. */
export function touchedResources({
  plan,
  items,
}: Pick<RiskInput, 'plan' | 'items'>): TouchedResource[] {
  const byRef = new Map(items.map(({ item }) => [item.entityRef, item]));
  return (plan?.resources ?? [])
    .filter(({ action }) => action !== 'no-op' && action !== 'read')
    .map(resource => {
      const item = resource.entityRef
        ? byRef.get(resource.entityRef)
        : undefined;
      const is = classifyResource(resource.type, {
        entityIsStateful: item?.stateful,
      });
      const isDatabase =
        is.database || item?.type?.toLowerCase().includes('database') === true;
      return { resource, is: { ...is, database: isDatabase } };
    });
}

/** What the plan destroys. */
export function destroysFactor(
  touched: readonly TouchedResource[],
): RiskFactor {
  return losing(touched, 'delete', 'plan.destroys', 'What the plan destroys');
}

/** What the plan destroys and creates anew. */
export function replacesFactor(
  touched: readonly TouchedResource[],
): RiskFactor {
  return losing(touched, 'replace', 'plan.replaces', 'What the plan replaces');
}

function losing(
  touched: readonly TouchedResource[],
  action: 'delete' | 'replace',
  id: 'plan.destroys' | 'plan.replaces',
  title: string,
): RiskFactor {
  const lost = touched
    .filter(t => t.resource.action === action)
    .sort((a, b) => Number(b.is.stateful) - Number(a.is.stateful));
  const amount = lost.reduce(
    (sum, t) => sum + (t.is.stateful ? STATEFUL : 1),
    0,
  );
  return riskFactor(
    id,
    title,
    factorWeights[id],
    saturating(amount, 2),
    addresses(lost, t => (t.is.stateful ? `${action}, holds data` : action)),
  );
}

const touches = [
  ['iam', 'plan.iam', 'Access changes', ['access', 'security']],
  ['network', 'plan.network', 'Network changes', ['network']],
  ['database', 'plan.database', 'Database changes', ['database']],
] as const satisfies readonly (readonly [
  keyof ResourceTraits,
  keyof typeof factorWeights,
  string,
  readonly ChangeCategory[],
])[];

/** A change that says of itself that it is about something counts as half, whether there is a plan or not. */
const SAID = 0.5;

/** Access rights, network, databases: by the plan, or where it is silent by the change's category. */
export function touchFactors(
  { change }: Pick<RiskInput, 'change'>,
  touched: readonly TouchedResource[],
): RiskFactor[] {
  return touches.map(([flag, id, title, categories]) => {
    const hit = touched.filter(t => t.is[flag]);
    const said = categories.some(c => c === change.category);
    return riskFactor(
      id,
      title,
      factorWeights[id],
      Math.max(
        said ? SAID : 0,
        hit.length === 0 ? 0 : SAID + SAID * saturating(hit.length - 1, 3),
      ),
      [
        ...(said
          ? [{ text: `The change's category is ${change.category}` }]
          : []),
        ...addresses(hit, t => t.resource.action),
      ],
    );
  });
}

function addresses(
  touched: readonly TouchedResource[],
  what: (t: TouchedResource) => string,
) {
  return touched.map(t => ({
    text: `${t.resource.address} (${what(t)})`,
    ...(t.resource.entityRef && { ref: t.resource.entityRef }),
  }));
}
