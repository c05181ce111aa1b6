/** One name of an address, with the instance key behind it if there is one. */
export interface AddressStep {
  name: string;
  /** The key as written between the brackets: `0` or `"europe"`. Absent: any instance, or none. */
  index?: string;
}

/** A Terraform resource address, or a pattern over such addresses. */
export interface AddressPattern {
  steps: AddressStep[];
  /** True for a trailing `.*`: everything below the steps, at any depth. */
  anyBelow: boolean;
}

const STEP = /^([A-Za-z_][\w-]*)(?:\[(\*|\d+|"(?:[^"\\]|\\.)*")\])?(?:\.|$)/;

/**
 * Parses a Terraform resource address or pattern; undefined when it is neither.
 *
 * As in Terraform's own resource targeting, a name without an instance key
 * stands for all of its instances, and `[*]` says the same aloud. A trailing
 * `.*` stands for everything in a module (`module.checkout.*`) or every
 * resource of a type (`google_pubsub_topic.*`, in that module only).
 *
 * @see https://developer.hashicorp.com/terraform/cli/state/resource-addressing
 */
export function parseAddressPattern(text: string): AddressPattern | undefined {
  const anyBelow = text.endsWith('.*');
  const steps = parseSteps(anyBelow ? text.slice(0, -2) : text);
  if (!steps || !isWellFormed(steps, anyBelow)) {
    return undefined;
  }
  return { steps, anyBelow };
}

function parseSteps(text: string): AddressStep[] | undefined {
  const steps: AddressStep[] = [];
  let rest = text;
  while (rest) {
    const match = STEP.exec(rest);
    if (!match) {
      return undefined;
    }
    const [whole, name, index] = match;
    steps.push(
      index === undefined || index === '*' ? { name } : { name, index },
    );
    rest = rest.slice(whole.length);
    if (!rest && whole.endsWith('.')) {
      return undefined;
    }
  }
  return steps.length ? steps : undefined;
}

/** `(module.<name>)* [data.] <type>.<name>`; with a trailing `.*` the name, or type and name, are left out. */
function isWellFormed(steps: AddressStep[], anyBelow: boolean): boolean {
  let at = 0;
  while (steps[at]?.name === 'module' && steps.length > at + 1) {
    at += 2;
  }
  if (steps[at]?.name === 'data') {
    at += 1;
  }
  const left = steps.length - at;
  return anyBelow ? left <= 1 : left === 2;
}

/** The names of the steps without their instance keys. */
export function addressNames(steps: AddressStep[]): string[] {
  return steps.map(step => step.name);
}

/** Whether the pattern's instance keys agree with the address's. The names are known to. */
export function instanceKeysMatch(
  pattern: AddressPattern,
  address: AddressStep[],
): boolean {
  return pattern.steps.every(
    (step, i) => step.index === undefined || step.index === address[i].index,
  );
}

/**
 * How closely the pattern describes an address, among patterns with the same
 * names: the number of instance keys it insists on.
 */
export function specificity(pattern: AddressPattern): number {
  return pattern.steps.filter(step => step.index !== undefined).length;
}
