/** A package by its URL, without qualifiers such as the architecture. */
export interface PackageUrl {
  /** `pkg:npm/%40scope/name`, without a version. */
  base: string;
  version?: string;
  /** `npm`. */
  type: string;
  /** `@scope/name`. */
  name: string;
}

/** Types of package URLs, by what scanners call the ecosystem. */
const types: Readonly<Record<string, string>> = {
  alpine: 'apk',
  bundler: 'gem',
  cargo: 'cargo',
  composer: 'composer',
  'crates.io': 'cargo',
  debian: 'deb',
  go: 'golang',
  gobinary: 'golang',
  gomod: 'golang',
  hex: 'hex',
  jar: 'maven',
  maven: 'maven',
  'node-pkg': 'npm',
  npm: 'npm',
  nuget: 'nuget',
  packagist: 'composer',
  pip: 'pypi',
  pipenv: 'pypi',
  pnpm: 'npm',
  poetry: 'pypi',
  pom: 'maven',
  pub: 'pub',
  pypi: 'pypi',
  'python-pkg': 'pypi',
  redhat: 'rpm',
  rubygems: 'gem',
  ubuntu: 'deb',
  uv: 'pypi',
  yarn: 'npm',
};

/** The package URL of a name in an ecosystem, such as `npm` or `PyPI`; `generic` where the ecosystem is not known. */
export function purlOf(
  ecosystem: string,
  name: string,
  version?: string,
): string {
  // OSV appends the release: Debian:12.
  const [word] = ecosystem.toLowerCase().split(':');
  const type = types[word] ?? 'generic';
  const separator = type === 'maven' ? ':' : '/';
  const path = name.split(separator).map(encodePart).join('/');
  return `pkg:${type}/${path}${version ? `@${encodePart(version)}` : ''}`;
}

function encodePart(text: string): string {
  return encodeURIComponent(text).replace(/%3A/g, ':').replace(/%2B/g, '+');
}

const PURL =
  /^pkg:\/*([A-Za-z0-9.+-]+)\/([^@?#\s]+)(?:@([^?#\s]+))?(?:\?[^#]*)?(?:#.*)?$/;

/** The parts of a package URL; undefined where it is none. */
export function parsePurl(text: string): PackageUrl | undefined {
  // The "@" of an npm scope is to be written as %40, and often is not.
  const match = PURL.exec(text.trim().replace(/^(pkg:\/*npm\/)@/, '$1%40'));
  if (!match) return undefined;
  const [, typeText, path, version] = match;
  const type = typeText.toLowerCase();
  const tidy = type === 'pypi' ? path.toLowerCase().replace(/_/g, '-') : path;
  return {
    base: `pkg:${type}/${tidy.replace(/\/+$/, '')}`,
    ...(version !== undefined && { version }),
    type,
    name: decoded(tidy),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The text of a package URL, always the same for the same package and version. */
export function purlText({ base, version }: PackageUrl): string {
  return version === undefined ? base : `${base}@${version}`;
}
