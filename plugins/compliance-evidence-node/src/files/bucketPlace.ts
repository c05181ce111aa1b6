import { InputError, NotFoundError } from '@backstage/errors';
import { MOST_FILES, pathPattern } from './pathPattern';
import { FilePlace, PlacedFile, ReadFile, WriteChunk } from './place';

/** Listing goes through every key that begins as a pattern does. */
const MOST_LISTED = 200_000;
/** Of the UTF-8 of a key. */
const LONGEST_KEY = 1024;
/** A part of a key: what tools write, such as `dt=2026-09-30`, and no hidden one. */
const PART = /^[A-Za-z0-9_=][A-Za-z0-9_=.,@+-]*$/;

/** An object as it is now. */
export interface OpenObject extends ReadFile {
  /** In bytes. */
  size: number;
  /** How its bytes are packed, such as `gzip`. */
  encoding?: string;
  body: AsyncIterable<Uint8Array>;
}

/** A bucket as far as it is read. */
export interface Bucket {
  name: string;
  /** The keys that begin so, a page at a time, in any order. */
  list(prefix: string, signal: AbortSignal): AsyncIterable<readonly string[]>;
  /** @returns undefined where there is no such object */
  open(key: string, signal: AbortSignal): Promise<OpenObject | undefined>;
}

/**
 * The objects of a bucket as files. What is read of each is one state of it, and all of that.
 *
 * @param prefix - Before every path.
 */
export function bucketPlace(bucket: Bucket, prefix: string): FilePlace {
  const placed = (path: string): PlacedFile => ({
    path,
    async read(write, signal) {
      const object = await bucket.open(prefix + path, signal);
      if (!object) throw missing(path, bucket);
      return readAll(path, object, { write, signal });
    },
  });
  return {
    unsafe: path => unsafeKey(prefix, path),
    one: async path => placed(path),
    async like(pattern, signal) {
      const paths = await pathsLike(bucket, prefix, pattern, signal);
      if (paths.length === 0) throw missing(pattern, bucket);
      return paths.sort().map(placed);
    },
  };
}

function missing(path: string, { name }: Bucket): Error {
  return new NotFoundError(`There is no object ${path} in the bucket ${name}`);
}

function unsafeKey(prefix: string, path: string): string | undefined {
  if (prefix.length + path.length > LONGEST_KEY) {
    return `has ${path.length} characters; with its prefix ${LONGEST_KEY} are allowed`;
  }
  const bad = path.split('/').find(part => !PART.test(part));
  return bad === undefined
    ? undefined
    : `has the part "${bad}"; parts are letters, digits, and "_=.,@+-" such as exports/dt=2026-09-30/grants.csv`;
}

async function pathsLike(
  bucket: Bucket,
  prefix: string,
  pattern: string,
  signal: AbortSignal,
): Promise<string[]> {
  const like = pathPattern(pattern);
  const begins = prefix + pattern.slice(0, pattern.indexOf('*'));
  const paths: string[] = [];
  let listed = 0;
  for await (const keys of bucket.list(begins, signal)) {
    listed += keys.length;
    for (const key of keys) {
      const path = key.slice(prefix.length);
      if (like.test(path) && !unsafeKey(prefix, path)) paths.push(path);
    }
    if (listed > MOST_LISTED || paths.length > MOST_FILES) {
      throw new InputError(
        `${pattern} means more than ${MOST_FILES} files, or looks through more than ${MOST_LISTED} objects of ${bucket.name}: ask for fewer`,
      );
    }
  }
  return paths;
}

/** Half an object is none. */
async function readAll(
  path: string,
  { body, size, encoding, writtenAt, version }: OpenObject,
  { write, signal }: { write: WriteChunk; signal: AbortSignal },
): Promise<ReadFile> {
  if (encoding && encoding !== 'identity') {
    await leave(body);
    throw new InputError(
      `${path} is kept with the content encoding ${encoding}: keep it as it is, so that its bytes are the evidence`,
    );
  }
  let read = 0;
  for await (const chunk of named(path, body)) {
    signal.throwIfAborted();
    read += chunk.length;
    await write(chunk);
  }
  if (read !== size) {
    throw new Error(`${path} did not come whole: ${read} of ${size} bytes`);
  }
  return { writtenAt, version };
}

/** Lets go of what nobody reads to its end, and so of its connection. */
async function leave(body: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of body) return;
}

/** A connection that breaks does not say of what. */
async function* named(
  path: string,
  body: AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw new Error(`${path} did not come whole`, { cause: error });
  }
}
