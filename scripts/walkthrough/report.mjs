const colour = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) =>
  colour ? `\u001b[${code}m${text}\u001b[0m` : text;

let step = 0;
let failures = 0;

/** A step of the story. */
export function heading(text) {
  step += 1;
  console.log(`\n${paint(1, `${step}. ${text}`)}`);
}

/** Something worth seeing. */
export function say(text) {
  for (const line of String(text).trimEnd().split('\n'))
    console.log(`   ${line}`);
}

/** A claim of the walkthrough, with what shows it; a claim that does not hold fails the walkthrough. */
export function expect(claim, holds, proof) {
  if (!holds) failures += 1;
  console.log(
    `   ${holds ? paint(32, '✓') : paint(31, '✗')} ${claim}${
      proof ? paint(2, ` — ${proof}`) : ''
    }`,
  );
}

/** Prints the verdict and returns the exit code. */
export function finish() {
  console.log(
    failures === 0
      ? paint(32, `\nAll ${step} steps hold.`)
      : paint(31, `\n${failures} claim(s) did not hold.`),
  );
  return failures === 0 ? 0 : 1;
}
