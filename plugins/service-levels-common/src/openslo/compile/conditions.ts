import { Library } from '../Library';
import { BurnCondition } from '../objective';
import { ConditionSpec, OpenSlo } from '../schemas';
import { Path, Place } from './Place';
import { milliseconds } from './window';

/** When the alert policies of an SLO fire, and whom they notify. */
export function conditionsOf(
  slo: OpenSlo<'SLO'>,
  library: Library,
  { source }: Place,
): BurnCondition[] {
  return slo.spec.alertPolicies.flatMap((given, i) => {
    const path = ['spec', 'alertPolicies', i];
    const name = policyRefOf(given);
    const policy =
      name === undefined
        ? (given as {
            metadata: { name: string };
            spec: OpenSlo<'AlertPolicy'>['spec'];
          })
        : library.find('AlertPolicy', name, source, path);
    if (!policy) return [];
    const [condition] = policy.spec.conditions;
    const found =
      'conditionRef' in condition
        ? library.find('AlertCondition', condition.conditionRef, source, path)
        : condition;
    if (!found) return [];
    const targets = targetsOf(policy.spec, library, { source, path });
    return [
      {
        ...conditionOf(policy.metadata.name, found.metadata.name, found.spec),
        ...(targets.length > 0 && { targets }),
      },
    ];
  });
}

/** What the configuration calls those that a policy notifies. */
function targetsOf(
  { notificationTargets }: OpenSlo<'AlertPolicy'>['spec'],
  library: Library,
  { source, path }: Pick<Place, 'source'> & { path: Path },
): string[] {
  return notificationTargets.flatMap(given => {
    const found =
      'targetRef' in given
        ? library.find('AlertNotificationTarget', given.targetRef, source, path)
        : given;
    return found ? [found.spec.target] : [];
  });
}

type PolicyReference = OpenSlo<'SLO'>['spec']['alertPolicies'][number];

/** The name of a policy that stands elsewhere; a policy may also be written where it is used. */
function policyRefOf(given: PolicyReference): string | undefined {
  if (typeof given === 'string') return given;
  return 'alertPolicyRef' in given ? given.alertPolicyRef : undefined;
}

function conditionOf(
  policy: string,
  name: string,
  { severity, condition }: ConditionSpec,
): BurnCondition {
  const { op, threshold, lookbackWindow, alertAfter } = condition;
  return {
    policy,
    name,
    severity,
    op,
    threshold,
    lookback: milliseconds(lookbackWindow),
    alertAfter: alertAfter === undefined ? 0 : milliseconds(alertAfter),
  };
}
