import { version } from '../../package.json';

/** Which version of this library each plugin of the process runs on: every copy of it knows. */
const known = Symbol.for('@countersign/plugin-governance-node/versions');

type Versions = Map<string, string>;

/**
 * Notes which version of this library a plugin runs on. Packages of the family are released and tested together, and a
 * package manager that finds two ranges installs two versions beside each other, without a word.
 *
 * @param place - What all copies of the library have in common; a test has its own.
 * @returns what to warn of where another plugin of this process runs on another version
 */
export function otherVersions(
  pluginId: string,
  own: string = version,
  place: { [known]?: Versions } = globalThis as { [known]?: Versions },
): string | undefined {
  const versions: Versions = (place[known] ??= new Map());
  versions.set(pluginId, own);
  const others = [...versions].filter(([, other]) => other !== own);
  if (others.length === 0) return undefined;
  const found = others.map(([id, other]) => `${id} on ${other}`).join(', ');
  return `Two versions of @countersign/plugin-governance-node are installed: ${pluginId} runs on ${own}, ${found}. Packages of the family belong together: take all from one release, then run \`yarn dedupe\`.`;
}
