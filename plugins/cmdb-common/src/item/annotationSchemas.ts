import {
  type Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { z } from 'zod';
import {
  ANNOTATION_APPROVAL_DELEGATE,
  ANNOTATION_APPROVAL_DELEGATE_UNTIL,
  ANNOTATION_CRITICALITY,
  ANNOTATION_DATA_CLASSIFICATION,
  ANNOTATION_ENVIRONMENT,
  ANNOTATION_RUNBOOKS,
  ANNOTATION_SOFT_DEPENDENCIES,
  ANNOTATION_SOX_SCOPE,
  ANNOTATION_STATEFUL,
  ANNOTATION_TERRAFORM_ADDRESSES,
  ANNOTATION_VERSION,
  CRITICALITY_TIERS,
  DATA_CLASSIFICATIONS,
} from '../annotations';
import { parseAddressPattern } from '../terraform/address';

const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

const flag = z
  .enum(['true', 'false'], { error: 'must be "true" or "false"' })
  .transform(value => value === 'true');

const environment = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    error:
      'must be a lower-case name such as production, staging or development (letters, digits and single dashes)',
  })
  .max(63, { error: 'must be at most 63 characters long' });

const version = z.string().regex(/^\S(.{0,126}\S)?$/, {
  error:
    'must be a version such as 2.14.0 (1 to 128 characters on one line, no space at either end)',
});

const terraformAddresses = z.string().transform((value, ctx) => {
  const addresses = splitAddresses(value);
  if (!addresses.length) {
    ctx.addIssue({
      code: 'custom',
      message:
        'must list at least one Terraform address, such as google_cloud_run_v2_service.checkout_api',
    });
    return z.NEVER;
  }
  const bad = addresses.find(address => !parseAddressPattern(address));
  if (bad !== undefined) {
    ctx.addIssue({
      code: 'custom',
      message: `${JSON.stringify(
        bad,
      )} is not a Terraform address; write [module.<name>.]<type>.<name>, with [*] for any instance or .* for everything below`,
    });
    return z.NEVER;
  }
  return addresses;
});

const entityRefs = z.string().transform((value, ctx) => {
  const refs = value.split(/[,\r\n]/).flatMap(ref => ref.trim() || []);
  try {
    return refs.map(ref =>
      stringifyEntityRef(
        parseEntityRef(ref, {
          defaultKind: 'Component',
          defaultNamespace: 'default',
        }),
      ),
    );
  } catch {
    ctx.addIssue({
      code: 'custom',
      message:
        'must list entity references, such as component:default/recommendations, separated by commas',
    });
    return z.NEVER;
  }
});

const userRef = z.string().transform((value, ctx) => {
  try {
    const ref = parseEntityRef(value, {
      defaultKind: 'User',
      defaultNamespace: 'default',
    });
    if (ref.kind.toLocaleLowerCase('en-US') === 'user') {
      return `user:${ref.namespace}/${ref.name}`.toLocaleLowerCase('en-US');
    }
  } catch {
    // Falls through to the one message for anything that is not a user.
  }
  ctx.addIssue({
    code: 'custom',
    message: 'must be a user, such as user:default/dana-developer',
  });
  return z.NEVER;
});

const DAY = 86_400_000;

/** The instant at which it ends: a bare date lasts until the end of that day in UTC. */
const until = z
  .union(
    [
      z.iso
        .date()
        .transform(value => new Date(Date.parse(`${value}T00:00:00Z`) + DAY)),
      z.iso.datetime({ offset: true }).transform(value => new Date(value)),
    ],
    {
      error:
        'must be an ISO 8601 date (2027-01-31) or a date and time with its offset (2027-01-31T18:00:00Z)',
    },
  )
  .transform(value => value.toISOString());

/** One slash first: two lead to another host. */
const pageOfPortal = /^\/(?![/\\])[^\s\\]*$/;

const runbooks = z.string().transform((value, ctx) => {
  const lines = value.split(/\r?\n/).flatMap(line => line.trim() || []);
  const bad = lines.find(
    line =>
      !pageOfPortal.test(line) &&
      !(/^https?:\/\//i.test(line) && URL.canParse(line)),
  );
  if (lines.length === 0 || bad !== undefined) {
    ctx.addIssue({
      code: 'custom',
      message: `${
        bad === undefined ? 'it' : JSON.stringify(bad)
      } names no page; write on each line a path of the portal, such as /docs/default/component/shop/runbooks/slow, or an http or https address`,
    });
    return z.NEVER;
  }
  return lines;
});

const schemas = {
  [ANNOTATION_CRITICALITY]: oneOf(CRITICALITY_TIERS),
  [ANNOTATION_DATA_CLASSIFICATION]: oneOf(DATA_CLASSIFICATIONS),
  [ANNOTATION_SOX_SCOPE]: flag,
  [ANNOTATION_ENVIRONMENT]: environment,
  [ANNOTATION_VERSION]: version,
  [ANNOTATION_TERRAFORM_ADDRESSES]: terraformAddresses,
  [ANNOTATION_STATEFUL]: flag,
  [ANNOTATION_SOFT_DEPENDENCIES]: entityRefs,
  [ANNOTATION_RUNBOOKS]: runbooks,
  [ANNOTATION_APPROVAL_DELEGATE]: userRef,
  [ANNOTATION_APPROVAL_DELEGATE_UNTIL]: until,
};

type Schemas = typeof schemas;

/** Every annotation of the CMDB with the schema that reads its value. */
export const CMDB_ANNOTATIONS: ReadonlyArray<{
  name: keyof Schemas;
  schema: z.ZodType;
}> = (Object.keys(schemas) as Array<keyof Schemas>).map(name => ({
  name,
  schema: schemas[name],
}));

/** The names of all annotations of the CMDB. */
export const CMDB_ANNOTATION_NAMES: readonly string[] = CMDB_ANNOTATIONS.map(
  ({ name }) => name,
);

/**
 * A typed reader of one entity's annotations: the parsed value, or undefined
 * when the annotation is absent or cannot be read.
 */
export function annotationReader(entity: Entity) {
  return <K extends keyof Schemas>(
    name: K,
  ): z.output<Schemas[K]> | undefined => {
    const value = entity.metadata.annotations?.[name];
    if (value === undefined) {
      return undefined;
    }
    const result = schemas[name].safeParse(value);
    return result.success ? (result.data as z.output<Schemas[K]>) : undefined;
  };
}

/**
 * Splits at commas and line breaks, but not inside brackets: an instance key
 * such as `["eu,west"]` may hold a comma.
 */
function splitAddresses(value: string): string[] {
  return (
    value.match(/(?:\[(?:"(?:[^"\\]|\\.)*"|[^\]"])*\]|[^,\r\n[])+|\[/g) ?? []
  )
    .map(address => address.trim())
    .filter(Boolean);
}
