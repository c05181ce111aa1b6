import { IANAZone } from 'luxon';
import { z } from 'zod';
import { pathText } from '../definitions/pathText';
import { readYaml } from '../definitions/yamlLines';
import { importKinds, importSystemSchema } from '../imported';
import { inWords, strictly } from '../model';

const columnSchema = z.string().trim().min(1).max(300);

/** A column alone, or what is said of it. */
function orColumn<T extends z.ZodType>(schema: T) {
  return z.preprocess(
    value => (typeof value === 'string' ? { from: value } : value),
    schema,
  );
}

const textFieldSchema = orColumn(
  strictly({
    /** The column, or in JSON the path of a member: `cmdb_ci.display_value`. */
    from: columnSchema.optional(),
    /** What it is in every record. */
    value: z.string().trim().min(1).optional(),
    /** What to write for what stands there. */
    values: z.record(z.string(), z.coerce.string()).optional(),
    /** What becomes of what `values` does not have. */
    otherwise: z.enum(['keep', 'refuse']).default('keep'),
  }).refine(
    ({ from, value }) => (from === undefined) !== (value === undefined),
    {
      message: 'needs either from, a column, or value, which all records have',
    },
  ),
);

const timeZoneSchema = z
  .string()
  .refine(name => IANAZone.isValidZone(name), {
    message: 'must be an IANA zone such as Europe/Berlin',
  })
  .optional();

const timeFieldSchema = orColumn(
  strictly({
    from: columnSchema,
    /** Of this column alone, as Luxon writes formats. */
    format: z.string().min(1).max(100).optional(),
    timeZone: timeZoneSchema,
  }),
);

const itemsSchema = orColumn(
  strictly({
    from: columnSchema,
    /** The entity of the catalog for what stands there. */
    values: z.record(z.string(), z.string()).optional(),
    /** What becomes of what is neither in `values` nor an entity reference: kept as words, or the row is refused. */
    otherwise: z.enum(['keep', 'refuse']).default('keep'),
    /** What stands between several in one cell. */
    separator: z.string().min(1).max(5).optional(),
  }),
);

const commentsSchema = orColumn(
  strictly({
    from: columnSchema,
    /** Where each has its text, its author and its time; absent, what is in the column is one text. */
    text: columnSchema.optional(),
    by: columnSchema.optional(),
    at: columnSchema.optional(),
  }),
);

const attachmentsSchema = orColumn(
  strictly({
    from: columnSchema,
    name: columnSchema.optional(),
    url: columnSchema.optional(),
    separator: z.string().min(1).max(5).optional(),
  }),
);

/** How the columns of an export become records. */
export const importMappingSchema = strictly({
  /** What its records are. */
  kind: z.enum(importKinds),
  /** What the other system is called here, in every record. */
  system: importSystemSchema,
  format: z.enum(['csv', 'servicenow', 'jira']),
  /** What separates cells of CSV. */
  separator: z.string().length(1).default(','),
  /** Of times without an offset. */
  timeZone: timeZoneSchema,
  /** Of times that are not written as ISO 8601 or SQL write them. */
  timeFormat: z.string().min(1).max(100).optional(),
  /** What becomes of a row in which something looks like a password or a key. */
  credentials: z.enum(['refuse', 'mask']).default('refuse'),
  fields: strictly({
    number: textFieldSchema,
    title: textFieldSchema,
    description: textFieldSchema.optional(),
    state: textFieldSchema,
    type: textFieldSchema.optional(),
    priority: textFieldSchema.optional(),
    requestedBy: textFieldSchema.optional(),
    assignedTo: textFieldSchema.optional(),
    team: textFieldSchema.optional(),
    items: itemsSchema.optional(),
    openedAt: timeFieldSchema,
    startedAt: timeFieldSchema.optional(),
    endedAt: timeFieldSchema.optional(),
    resolvedAt: timeFieldSchema.optional(),
    closedAt: timeFieldSchema.optional(),
    url: textFieldSchema.optional(),
  }),
  comments: commentsSchema.optional(),
  attachments: attachmentsSchema.optional(),
  /** What else to keep, by what it is called here. */
  further: z.record(z.string().min(1), textFieldSchema).default({}),
});
/** See {@link importMappingSchema}. */
export type ImportMapping = z.output<typeof importMappingSchema>;

/** What is wrong with a mapping, and on which line. */
export interface MappingProblem {
  line: number;
  /** `fields.title`; empty where the file is no YAML. */
  path: string;
  message: string;
}

/** Reads a mapping; a key that is misspelt is named with the one that was probably meant. */
export function readMapping(
  text: string,
): { mapping: ImportMapping } | { problems: MappingProblem[] } {
  const yaml = readYaml(text);
  if (!('value' in yaml)) return { problems: [{ path: '', ...yaml }] };
  const result = importMappingSchema.safeParse(yaml.value, inWords);
  if (result.success) return { mapping: result.data };
  return {
    problems: result.error.issues.map(({ path, message }) => ({
      line: yaml.lineOf(path),
      path: pathText(path),
      message,
    })),
  };
}
