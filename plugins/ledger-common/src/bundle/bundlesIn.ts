import { concatBytes, utf8, utf8Text } from '../bytes';

/**
 * The evidence bundles in a file. A bundle is one line, so that several may stand in one file, one after the other: what
 * one record proves, and beside it the records of other logs that it relies on.
 *
 * @returns the exact bytes of each; a file that is not made of such lines is taken whole
 */
export function bundlesIn(bytes: Uint8Array): Uint8Array[] {
  let text: string;
  try {
    text = utf8Text(bytes);
  } catch {
    return [bytes];
  }
  const lines = text.split('\n');
  const endsLine = lines.pop() === '';
  return endsLine && lines.length > 1 && lines.every(isObject)
    ? lines.map(line => utf8(`${line}\n`))
    : [bytes];
}

/** Bundles as one file. */
export function bundlesFile(bundles: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...bundles);
}

function isObject(line: string): boolean {
  return line.startsWith('{') && line.endsWith('}');
}
