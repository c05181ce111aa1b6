/** JSON of somebody else: nothing is known of it but that it is an object. */
export type Tree = Readonly<Record<string, unknown>>;

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object; an empty one where it is none. */
export function treeOf(value: unknown): Tree {
  return isTree(value) ? value : {};
}

/** The items of a list; none where it is no list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The objects in a list. */
export function treesOf(value: unknown): Tree[] {
  return listOf(value).filter(isTree);
}

/** A text that says something. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== ''
    ? value.trim()
    : undefined;
}

/** The texts in a list. */
export function textsOf(value: unknown): string[] {
  return listOf(value).flatMap(each => textOf(each) ?? []);
}

/** The member that has a value, by the first of its names: JSON of protocol buffers has two for each. */
export function memberOf(tree: Tree, ...names: readonly string[]): unknown {
  const name = names.find(
    each => Object.hasOwn(tree, each) && tree[each] !== null,
  );
  return name === undefined ? undefined : tree[name];
}
