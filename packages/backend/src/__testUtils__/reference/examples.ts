import { JsonObject, JsonValue } from '@backstage/types';
import { ConfigurationSchema } from './configuration';

/**
 * The configuration that the examples of a schema make together: one member of each list, the first of each choice.
 *
 * @param without - paths of settings that are left out, such as those that exclude each other: `a.list[].key`
 * @returns undefined where there is no example
 */
export function exampleOf(
  schema: ConfigurationSchema,
  without: readonly string[] = [],
  path = '',
): JsonValue | undefined {
  if (without.includes(path)) return undefined;
  if (schema.examples) return schema.examples[0] as JsonValue;
  if (schema.enum) return schema.enum[0] as JsonValue;
  if (schema.items) {
    const member = exampleOf(schema.items, without, `${path}[]`);
    return member === undefined ? undefined : [member];
  }
  const members = Object.entries(schema.properties ?? {}).flatMap(
    ([name, own]) => {
      const example = exampleOf(own, without, path ? `${path}.${name}` : name);
      return example === undefined ? [] : [[name, example]];
    },
  );
  return members.length ? Object.fromEntries(members) : undefined;
}

/** Both in one: of lists, what stands at the same place. */
export function mergeExamples(one: JsonValue, other: JsonValue): JsonValue {
  if (Array.isArray(one) && Array.isArray(other)) {
    return Array.from({ length: Math.max(one.length, other.length) }, (_, i) =>
      mergeIfBoth(one[i], other[i]),
    );
  }
  if (isObject(one) && isObject(other)) {
    return Object.fromEntries(
      [...new Set([...Object.keys(one), ...Object.keys(other)])].map(key => [
        key,
        mergeIfBoth(one[key], other[key]),
      ]),
    );
  }
  return one;
}

function mergeIfBoth(one?: JsonValue, other?: JsonValue): JsonValue {
  return one === undefined || other === undefined
    ? ((one ?? other) as JsonValue)
    : mergeExamples(one, other);
}

/** The same with what variables of the environment hold in their place. */
export function withVariables(
  value: JsonValue,
  valueOf: (name: string) => string,
): JsonValue {
  if (typeof value === 'string') {
    return value.replace(/\$\{(\w+)\}/g, (_, name) => valueOf(name));
  }
  if (Array.isArray(value))
    return value.map(each => withVariables(each, valueOf));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      withVariables(each!, valueOf),
    ]),
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
