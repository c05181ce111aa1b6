/** Who did something, as people call them. */
export type Actor =
  /** A person or a group of the catalog. */
  | { kind: 'entity'; entityRef: string }
  /** The product itself. */
  | { kind: 'system' }
  /** A pipeline or another plugin, by its name. */
  | { kind: 'service'; name: string };

/** The areas of Countersign, by plugin id. */
const ownPlugins = [
  'change-management',
  'service-levels',
  'incident-management',
  'compliance-evidence',
  'chaos-drills',
  'service-logs',
  'governance-dashboard',
];

/**
 * Reads the principal that a record names. However its token was issued, a service has one name: `ci-pipeline` and
 * `external:ci-pipeline` are the same pipeline.
 *
 * @param own - Ids of the plugins that are the product itself.
 */
export function actorOf(
  principal: string,
  own: readonly string[] = ownPlugins,
): Actor {
  if (/^(user|group):./i.test(principal)) {
    return { kind: 'entity', entityRef: principal };
  }
  const [, origin, name] = /^(plugin|external):(.+)$/is.exec(principal) ?? [
    principal,
    '',
    principal,
  ];
  return origin.toLocaleLowerCase('en-US') !== 'external' && own.includes(name)
    ? { kind: 'system' }
    : { kind: 'service', name };
}
