/** A part of a path that is the same file on every system: no hidden file, no blank, none of a drive's or stream's signs. */
const PART = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;
/** Names that Windows takes for devices, whatever follows the dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const LONGEST_PATH = 200;

/**
 * Why a path must not be used; undefined where it may. A safe path stays below the folder it is joined to, on every system.
 */
export function unsafePath(path: string): string | undefined {
  if (path.length > LONGEST_PATH) {
    return `has ${path.length} characters; ${LONGEST_PATH} are allowed`;
  }
  const bad = path
    .split('/')
    .find(part => !PART.test(part) || part.endsWith('.') || DEVICE.test(part));
  return bad === undefined
    ? undefined
    : `has the part "${bad}"; parts are letters, digits, "_", "-" and "." such as queries/grants.sql`;
}
