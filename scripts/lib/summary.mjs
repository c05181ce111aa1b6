const LINES = 45;
const LINES_A_FAILURE = 8;
const WIDTH = 200;

const ansi = new RegExp('\\u001b\\[[0-9;]*m', 'g');

/** The lines of a reason that say something: no colours, no stack, nothing empty. */
function tellingLines(reason = '') {
  return reason
    .replace(ansi, '')
    .split('\n')
    .map(line => line.trimEnd())
    .filter(line => line.trim() && !/^\s+at /.test(line))
    .map(line => (line.length > WIDTH ? `${line.slice(0, WIDTH)}…` : line));
}

/**
 * What failed and why, for the end of a log of which often only the end is read: the names of all, as far as they fit,
 * and as much of each reason as there is room for.
 *
 * @param failures - `{ step, name, reason, reasonIsLast }`
 */
export function summarize(failures) {
  const named = failures.slice(0, LINES);
  const room = Math.floor((LINES - named.length) / named.length);
  const lines = named.flatMap(({ step, name, reason, reasonIsLast }) => {
    const telling = tellingLines(reason);
    const count = Math.min(room, LINES_A_FAILURE);
    const shown = reasonIsLast
      ? telling.slice(Math.max(0, telling.length - count))
      : telling.slice(0, count);
    return [`✗ ${step}: ${name}`, ...shown.map(line => `    ${line.trim()}`)];
  });
  const more = failures.length - named.length;
  return more > 0 ? [...lines, `… and ${more} more`] : lines;
}
