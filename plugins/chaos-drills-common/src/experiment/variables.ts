/** Values of an experiment's variables, by name. */
export interface Variables {
  values: ReadonlyMap<string, unknown>;
  /** Texts that must not be repeated: they are taken out of what is kept. */
  secrets: readonly string[];
}

/** A variable that has no value, and what would give it one. */
export interface MissingVariable {
  path: PropertyKey[];
  message: string;
}

interface Declared {
  configuration: Record<string, unknown>;
  secrets: Record<string, Record<string, unknown>>;
}

/** What gives variables their values beside the experiment itself. */
export interface VariableSources {
  environment: Readonly<Record<string, string | undefined>>;
  /** Those that were given by name, which go before all others. */
  given?: Readonly<Record<string, unknown>>;
}

/** Reads what `configuration` and `secrets` declare. A secret is never taken from the experiment's own text. */
export function readVariables(
  { configuration, secrets }: Declared,
  { environment, given = {} }: VariableSources,
): { variables: Variables; missing: MissingVariable[] } {
  const values = new Map<string, unknown>(Object.entries(given));
  const missing: MissingVariable[] = [];
  const hidden: string[] = [];
  const read = (
    name: string,
    declared: unknown,
    path: PropertyKey[],
    isSecret: boolean,
  ) => {
    if (!values.has(name)) {
      const found = valueOf(declared, environment);
      if ('message' in found) {
        missing.push({ path, message: found.message });
        return;
      }
      values.set(name, found.value);
    }
    const value = values.get(name);
    if (isSecret && value !== undefined && String(value) !== '') {
      hidden.push(String(value));
    }
  };
  for (const [group, members] of Object.entries(secrets)) {
    for (const [name, declared] of Object.entries(members)) {
      read(name, declared, ['secrets', group, name], true);
    }
  }
  for (const [name, declared] of Object.entries(configuration)) {
    read(name, declared, ['configuration', name], false);
  }
  return { variables: { values, secrets: hidden }, missing };
}

function valueOf(
  declared: unknown,
  environment: VariableSources['environment'],
): { value: unknown } | { message: string } {
  if (typeof declared !== 'object' || declared === null) {
    return { value: declared };
  }
  if (!('type' in declared)) return { value: declared };
  const {
    type,
    key,
    default: preset,
    env_var_type: as,
  } = declared as Record<string, unknown>;
  if (type !== 'env') {
    return {
      message: `is of the type ${String(
        type,
      )}, which is not looked up here: give its value by name (--var), or by the environment (type: env)`,
    };
  }
  if (typeof key !== 'string' || key === '') {
    return { message: 'lacks the key, which is the name of the variable' };
  }
  const text = environment[key];
  if (text === undefined) {
    return preset === undefined
      ? {
          message: `needs the variable ${key} of the environment, which is not set and has no default`,
        }
      : { value: preset };
  }
  return typed(text, as, key);
}

function typed(
  text: string,
  as: unknown,
  key: string,
): { value: unknown } | { message: string } {
  if (as === undefined || as === 'str') return { value: text };
  if (as === 'bool') return { value: ['1', 'true', 'yes'].includes(text) };
  if (as === 'json') {
    try {
      return { value: JSON.parse(text) };
    } catch {
      return { message: `needs ${key} to hold JSON` };
    }
  }
  if (as === 'int' || as === 'float') {
    const value = Number(text);
    return text.trim() !== '' &&
      Number.isFinite(value) &&
      (as === 'float' || Number.isInteger(value))
      ? { value }
      : { message: `needs ${key} to hold a number (${as})` };
  }
  return {
    message: `has the env_var_type ${String(
      as,
    )}; known are str, int, float, bool, json`,
  };
}

const PATTERN = /\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g;

/**
 * Puts values in the place of `${name}` throughout; a text that is nothing but one variable becomes its value as it is, a
 * number for example.
 *
 * @param onMissing - told of each `${name}` that has no value, with where it stands; it stays as it is
 */
export function substitute<T>(
  data: T,
  variables: Pick<Variables, 'values'>,
  onMissing: (name: string, path: PropertyKey[]) => void = () => {},
  path: PropertyKey[] = [],
): T {
  const { values } = variables;
  const inside = (value: unknown, step: PropertyKey) =>
    substitute(value, variables, onMissing, [...path, step]);
  if (typeof data === 'string') {
    return inText(data, values, name => onMissing(name, path)) as T;
  }
  if (Array.isArray(data)) return data.map(inside) as T;
  if (typeof data === 'object' && data !== null) {
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, inside(value, key)]),
    ) as T;
  }
  return data;
}

function inText(
  text: string,
  values: ReadonlyMap<string, unknown>,
  onMissing: (name: string) => void,
): unknown {
  const [, alone] = /^\$\{([A-Za-z_]\w*)\}$/.exec(text) ?? [];
  if (alone !== undefined && values.has(alone)) return values.get(alone);
  return text.replace(PATTERN, (found, bare?: string, braced?: string) => {
    const name = bare ?? braced;
    if (name === undefined) return '$';
    if (values.has(name)) return String(values.get(name));
    // `$name` may be meant as it stands: a JSONPath, a pattern.
    if (braced !== undefined) onMissing(name);
    return found;
  });
}

/** Each `${name}` that nothing declares and nobody gave. */
export function undeclared(
  data: unknown,
  names: ReadonlySet<string>,
): { name: string; path: PropertyKey[] }[] {
  const found: { name: string; path: PropertyKey[] }[] = [];
  substitute(data, { values: new Map() }, (name, path) => {
    if (!names.has(name)) found.push({ name, path });
  });
  return found;
}

/** Takes secrets out of what is kept. */
export function redacted<T>(data: T, variables: Pick<Variables, 'secrets'>): T {
  const { secrets } = variables;
  if (secrets.length === 0) return data;
  if (typeof data === 'string') {
    return secrets.reduce<string>(
      (text, secret) => text.split(secret).join('***'),
      data,
    ) as T;
  }
  if (Array.isArray(data)) {
    return data.map(item => redacted(item, variables)) as T;
  }
  if (typeof data === 'object' && data !== null) {
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [
        key,
        redacted(value, variables),
      ]),
    ) as T;
  }
  return data;
}
