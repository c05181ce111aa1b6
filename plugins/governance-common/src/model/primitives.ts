import { DateTime } from 'luxon';
import { z } from 'zod';
import { credentialIn } from '../secrets/credentialShapes';
import { Sentence } from '../sentence';
import { Sha256Digest } from '@countersign/plugin-ledger-common';
/** A full entity reference, `kind:namespace/name`, in lower case. */
export const entityRefSchema = z
  .string()
  .max(260)
  .regex(
    /^[a-z][a-z0-9-]*:[a-z0-9][a-z0-9-_.]*\/[a-z0-9][a-z0-9-_.]*$/i,
    'must be a full entity reference such as component:default/checkout-api',
  )
  .transform(ref => ref.toLocaleLowerCase('en-US'));

/** A person. Duties are held against people: a group could hide who is behind it. */
export const userRefSchema = entityRefSchema.refine(
  ref => ref.startsWith('user:'),
  'must be a person, such as user:default/dana',
);

/** Who asks: a person, or a pipeline or plugin such as `external:ci`, which has no entity. */
export const principalSchema = z.union(
  [
    entityRefSchema,
    z
      .string()
      .max(260)
      .regex(/^(external|plugin):[\x21-\x7e]+$/),
  ],
  {
    error:
      'must be a full reference such as user:default/dana, or a service such as external:ci',
  },
);

/**
 * Who did something, as a record keeps it: like {@link principalSchema}, and also a pipeline whose token has a subject without
 * `external:` before it, such as `ci-pipeline`.
 */
export const callerRefSchema = z.union(
  [
    entityRefSchema,
    z
      .string()
      .max(260)
      .regex(/^[\x21-\x7e]+$/),
  ],
  { error: 'must be a person, or a service such as ci-pipeline' },
);

/**
 * A date and a time with an offset, as ISO 8601 and RFC 3339 write them; seconds may be left out. Weeks (2026-W48-2),
 * days of the year (2026-329) and a time without a date are no instant that a reader would recognise.
 */
const instantPattern =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(Z|[+-](0\d|1[0-3]):?[0-5]\d|[+-]14:?00)$/i;

/** No later instant is taken, nor made: beyond it ISO 8601 needs more than four digits for the year. */
export const LATEST_INSTANT = '9999-12-31T23:59:59.999Z';

/** An ISO 8601 instant with an explicit offset, in the years 1 to 9999; normalised to UTC with milliseconds. */
export const instantSchema = z
  .string()
  .max(40)
  .meta({ format: 'date-time' })
  .transform((text, context) => {
    const at = DateTime.fromISO(text, { zone: 'utc' });
    if (!instantPattern.test(text) || !at.isValid) {
      context.addIssue({
        code: 'custom',
        message:
          'must be an ISO 8601 date and time with an offset, such as 2026-11-24T22:00:00+01:00',
      });
      return z.NEVER;
    }
    if (at.year < 1 || at.year > 9999) {
      context.addIssue({
        code: 'custom',
        message: 'must lie in the years 1 to 9999 (UTC)',
      });
      return z.NEVER;
    }
    return at.toISO();
  });

/** A half-open interval of time: the start belongs to it, the end does not. */
export interface TimeWindow {
  /** ISO 8601, UTC. */
  start: string;
  /** ISO 8601, UTC; after `start`. */
  end: string;
}

export const timeWindowSchema = z
  .object({ start: instantSchema, end: instantSchema })
  .refine(w => w.start < w.end, {
    message: 'the window must end after it starts',
    path: ['end'],
  })
  .refine(
    w =>
      DateTime.fromISO(w.end).diff(DateTime.fromISO(w.start), 'days').days <=
      31,
    { message: 'the window may last 31 days at most', path: ['end'] },
  );

export const sha256DigestSchema = z
  .string()
  .regex(
    /^sha256:[0-9a-f]{64}$/,
    'must be sha256: followed by 64 hexadecimal digits',
  )
  .transform(text => text as Sha256Digest);

/**
 * Refuses what neither PostgreSQL nor the ledger can hold: the character NUL, and half of a surrogate pair, which is no
 * character and has no UTF-8.
 */
export function refuseUnstorable(
  text: string,
  context: z.core.$RefinementCtx<string>,
): void {
  if (text.includes('\0')) {
    context.addIssue({
      code: 'custom',
      message: 'holds the character NUL (U+0000), which cannot be stored',
    });
  }
  const half = /\p{Surrogate}/u.exec(text);
  if (half) {
    context.addIssue({
      code: 'custom',
      message: `holds half a character (U+${half[0]
        .charCodeAt(0)
        .toString(16)
        .toUpperCase()} alone), which cannot be stored`,
    });
  }
}

/** The ledger keeps what is written for good: a credential in it could never be taken out again. */
function refuseCredential(text: string, context: z.RefinementCtx): void {
  const credential = credentialIn(text);
  if (!credential) return;
  context.addIssue({
    code: 'custom',
    message: `holds what looks like ${credential}. What is written here is kept for good: take it out, say where it is kept instead, and replace it if it is a real one`,
  });
}

/** What a person writes, without blanks around it, without credentials, and as it can be stored. */
export const textSchema = z
  .string()
  .trim()
  .superRefine(refuseUnstorable)
  .superRefine(refuseCredential);

/** A Git commit: 40 (SHA-1) or 64 (SHA-256) hexadecimal digits. */
export const commitSchema = z
  .string()
  .regex(
    /^([0-9a-f]{40}|[0-9a-f]{64})$/i,
    'must be a full commit hash of 40 or 64 hexadecimal digits',
  )
  .transform(text => text.toLowerCase());

/** A lower-case slug such as `production`. */
export const slugSchema = z
  .string()
  .max(63)
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'must be a lower-case word such as production',
  );

/** The address of a page, without credentials. */
export const webAddressSchema = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .max(2000)
  .superRefine(refuseUnstorable)
  .superRefine(refuseCredential);

export const linkSchema = z.object({
  title: textSchema.min(1).max(200),
  url: webAddressSchema,
});

export type Link = z.infer<typeof linkSchema>;

/**
 * The numbers of a kind of record, such as `CHG0000042`: a prefix, and at least seven digits that count up.
 *
 * @param noun - What such a record is called, for the error: "change".
 */
export function recordNumber(prefix: string, noun: string) {
  const digits = 7;
  const schema = z
    .string()
    .regex(
      new RegExp(`^${prefix}\\d{${digits},}$`),
      `must be ${article(noun)} ${noun} number such as ${prefix}${'42'.padStart(
        digits,
        '0',
      )}`,
    );
  return {
    prefix,
    schema,
    /** The number of the record that was the `seq`th to be opened. */
    of: (seq: bigint | number | string): string =>
      `${prefix}${String(seq).padStart(digits, '0')}`,
  };
}

/** What is wrong with one field of a request, named as the request names it: `window.end`. */
export interface FieldProblem {
  field: string;
  message: string;
  messageSegments?: Sentence;
}

function article(noun: string): 'a' | 'an' {
  return /^[aeiou]/.test(noun) ? 'an' : 'a';
}
