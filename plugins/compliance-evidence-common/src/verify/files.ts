/** The files of a pack, from wherever they are. */
export interface PackFiles {
  paths(): readonly string[];
  /** In bytes, once unpacked. */
  size(path: string): number;
  /** @throws Error where there is none, or its bytes are damaged */
  open(path: string): AsyncIterable<Uint8Array>;
}

/** SHA-256 over pieces. */
export interface StreamingHash {
  update(piece: Uint8Array): void;
  /** Hexadecimal. */
  digest(): string;
}

/** Files that are read as one are no longer than this: manifests, reports, ledger bundles. */
const LONGEST_WHOLE = 64 * 1024 * 1024;

/** All bytes of a file. @throws Error where it is longer than any such file is */
export async function readWhole(
  files: PackFiles,
  path: string,
): Promise<Uint8Array> {
  if (files.size(path) > LONGEST_WHOLE) {
    throw new Error(`${path} is larger than ${LONGEST_WHOLE} bytes`);
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of files.open(path)) {
    pieces.push(piece);
    length += piece.length;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

export async function readWholeText(
  files: PackFiles,
  path: string,
): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
    await readWhole(files, path),
  );
}

/** `sha256:…` of a file, without holding it. */
export async function digestOfFile(
  files: PackFiles,
  path: string,
  newHash: () => StreamingHash,
): Promise<string> {
  const hash = newHash();
  for await (const piece of files.open(path)) hash.update(piece);
  return `sha256:${hash.digest()}`;
}
