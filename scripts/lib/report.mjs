/** A failure the user can do something about: shown as one line, without a stack. */
export class UserError extends Error {
  name = 'UserError';
}

const begun = Date.now();

function elapsedSince(start) {
  const seconds = (Date.now() - start) / 1000;
  return seconds < 10 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`;
}

let output = process.stdout;

/** Where the lines go; standard output unless that is taken by results. */
export function reportTo(stream) {
  output = stream;
}

/** Prints one line. */
export function say(line) {
  output.write(`${line}\n`);
}

/** The time since the script began, for the last line. */
export function totalElapsed() {
  return elapsedSince(begun);
}

/**
 * Says what is being done, does it, and says how long it took.
 *
 * @param isGood - whether a result that was not thrown is a success
 */
export async function step(title, work, isGood = () => true) {
  const start = Date.now();
  say(`· ${title} …`);
  const result = await work();
  say(`${isGood(result) ? '✓' : '✗'} ${title} (${elapsedSince(start)})`);
  return result;
}
