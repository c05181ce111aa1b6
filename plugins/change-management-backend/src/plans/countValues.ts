const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const BRACKET = 0x5b;
const BRACE = 0x7b;

/**
 * About how many values a JSON text holds: what is within strings does not count. It says how much memory parsing it
 * takes, before that is taken: a thread that runs out of memory may take the process with it.
 *
 * @param most - Counting stops beyond it.
 */
export function countValues(bytes: Uint8Array, most: number): number {
  let values = 0;
  for (let i = 0; i < bytes.length && values <= most; i++) {
    switch (bytes[i]) {
      case QUOTE:
        i = endOfString(bytes, i);
        break;
      case COMMA:
      case BRACKET:
      case BRACE:
        values += 1;
        break;
      default:
    }
  }
  return values;
}

/** Where the string that begins at `start` ends: at the first quote that no backslash escapes. */
function endOfString(bytes: Uint8Array, start: number): number {
  let end = start;
  let backslashes: number;
  do {
    end = bytes.indexOf(QUOTE, end + 1);
    if (end < 0) return bytes.length;
    backslashes = 0;
    while (bytes[end - 1 - backslashes] === BACKSLASH) backslashes += 1;
  } while (backslashes % 2 === 1);
  return end;
}
