import {
  ExtensionDataRef,
  ExtensionDefinition,
} from '@backstage/frontend-plugin-api';

/** What an extension says, and to whom: the id of the data by which it is found. */
export interface Contribution {
  to: string;
  value: unknown;
}

const said = new WeakMap<ExtensionDefinition, Contribution>();

/** What an extension of one of this library's blueprints says; undefined of any other. */
export function contributionOf(
  extension: ExtensionDefinition,
): Contribution | undefined {
  return said.get(extension);
}

/**
 * A blueprint whose extensions can be read without an app of the new frontend system, whose tree of extensions is what
 * reads them otherwise: so that an area says the same in an app of either system.
 *
 * @param valueOf - where what is said is not simply the blueprint's parameters
 */
export function readable<
  Params,
  Value,
  Blueprint extends { make(args: any): ExtensionDefinition },
>(
  blueprint: Blueprint,
  data: ExtensionDataRef<Value>,
  valueOf: (params: Params) => Value = params => params as unknown as Value,
): Blueprint {
  const { make } = blueprint;
  return Object.assign(blueprint, {
    make(args: { params: Params }) {
      const extension = make(args);
      said.set(extension, { to: data.id, value: valueOf(args.params) });
      return extension;
    },
  });
}
