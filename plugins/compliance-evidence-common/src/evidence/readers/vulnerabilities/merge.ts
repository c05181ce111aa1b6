import { parsePurl, PackageUrl, purlText } from './purl';
import { Sighting, worse } from './sighting';

/** One vulnerability of one version of a package in one component, as all reports together saw it. */
export interface Vulnerability {
  component: string;
  package: PackageUrl;
  /** A CVE where there is one, or else the first of the others. */
  id: string;
  aliases: string[];
  sightings: Sighting[];
}

/** A sighting whose package is known. */
interface Placed {
  sighting: Sighting;
  url: PackageUrl;
}

/**
 * The same vulnerability under several names, and by several reports, is one. What names no version holds for each version
 * of that package which another report names. The result does not depend on the order of the reports.
 */
export function merged(
  sightings: readonly Sighting[],
  unreadable: (sighting: Sighting) => never,
): Vulnerability[] {
  const classes = aliasClasses(sightings);
  const placed = sightings.map(
    (sighting): Placed => ({
      sighting,
      url: parsePurl(sighting.purl) ?? unreadable(sighting),
    }),
  );
  const versions = new Map<string, Set<string>>();
  const place = ({ sighting, url }: Placed) =>
    JSON.stringify([sighting.component, url.base, classes.nameOf(sighting.id)]);
  for (const each of placed) {
    if (each.url.version === undefined) continue;
    const known = versions.get(place(each)) ?? new Set();
    versions.set(place(each), known.add(each.url.version));
  }
  const found = new Map<string, Vulnerability>();
  for (const each of placed) {
    const { sighting, url } = each;
    const named = versions.get(place(each));
    const all =
      url.version === undefined && named
        ? [...named].map(version => ({ ...url, version }))
        : [url];
    for (const one of all) {
      const id = classes.nameOf(sighting.id);
      const key = JSON.stringify([sighting.component, purlText(one), id]);
      const known = found.get(key) ?? {
        component: sighting.component,
        package: one,
        id,
        aliases: classes.othersOf(sighting.id),
        sightings: [],
      };
      known.sightings.push(sighting);
      found.set(key, known);
    }
  }
  return [...found.entries()]
    .sort(([one], [other]) => compared(one, other))
    .map(([, vulnerability]) => vulnerability);
}

/** The severity of the report that takes it most seriously. */
export function severityIn({ sightings }: Vulnerability) {
  return sightings.map(({ severity }) => severity).reduce(worse);
}

/** Ids as they are compared: tools write them in capitals or not. */
export function tidyId(id: string): string {
  const text = id.trim();
  if (/^cve-/i.test(text)) return text.toUpperCase();
  return text.replace(/^ghsa-.*$/i, all => `GHSA${all.slice(4).toLowerCase()}`);
}

/** Which ids are names of one vulnerability. */
function aliasClasses(sightings: readonly Sighting[]) {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    let at = id;
    for (let up = parents.get(at); up !== undefined; up = parents.get(at)) {
      at = up;
    }
    return at;
  };
  for (const { id, aliases } of sightings) {
    for (const alias of aliases) {
      const [root, other] = [rootOf(tidyId(id)), rootOf(tidyId(alias))];
      // The better name is the root, so that the order of the reports makes no difference.
      if (root !== other) {
        if (compared(rank(root), rank(other)) < 0) parents.set(other, root);
        else parents.set(root, other);
      }
    }
  }
  const members = new Map<string, Set<string>>();
  for (const { id, aliases } of sightings) {
    for (const each of [id, ...aliases].map(tidyId)) {
      const root = rootOf(each);
      members.set(root, (members.get(root) ?? new Set()).add(each));
    }
  }
  return {
    nameOf: (id: string) => rootOf(tidyId(id)),
    othersOf: (id: string) => {
      const root = rootOf(tidyId(id));
      return [...(members.get(root) ?? [])]
        .filter(each => each !== root)
        .sort(compared);
    },
  };
}

/** CVE before GHSA before all others. */
function rank(id: string): string {
  if (id.startsWith('CVE-')) return `0${id}`;
  return id.startsWith('GHSA-') ? `1${id}` : `2${id}`;
}

function compared(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
