import { setTimeout as delay } from 'node:timers/promises';
import { say, step } from './report.mjs';

const EVERY_MS = 500;
/** A line each so many milliseconds at most. */
const TELL_MS = 3_000;
/** A catalog of another estate never has what the stories name, and a portal is of use without them. */
const PATIENCE_MS = 120_000;

/**
 * Waits until the demo records of a first start have been made, and says how far they are. Those that never come, or not
 * soon, are told and waited for no longer.
 *
 * @param options.clock - the time, in milliseconds
 */
export async function untilDemoRecords(url, { clock = Date.now } = {}) {
  if (!pending(await demoRecords(url)).length) {
    return reportMissing(await demoRecords(url));
  }
  await step('making the demo records', async () => {
    let told;
    let toldAt = -Infinity;
    let waitingSince = clock();
    for (;;) {
      const open = pending(await demoRecords(url));
      if (!open.length) return;
      if (open.some(({ state }) => state === 'making')) waitingSince = clock();
      if (clock() - waitingSince > PATIENCE_MS) return;
      const line = open.map(progressOf).join('; ');
      if (line !== told && clock() - toldAt >= TELL_MS) {
        say(`  ${line}`);
        told = line;
        toldAt = clock();
      }
      await delay(EVERY_MS);
    }
  });
  return reportMissing(await demoRecords(url));
}

/** As the portal's health page says it, area by area; none where there are no demo records to come. */
async function demoRecords(url) {
  const response = await fetch(`${url}/.backstage/health/v1/readiness`, {
    // A busy portal may have closed a kept connection before it is used again.
    headers: { Connection: 'close' },
  });
  const { demo = {} } = await response.json();
  return Object.entries(demo).map(([area, state]) => ({ area, ...state }));
}

const pending = records =>
  records.filter(({ state }) => state === 'waiting' || state === 'making');

function progressOf({ area, state, done, of, for: what }) {
  return state === 'making'
    ? `${area}: step ${done} of ${of}`
    : `${area}: waiting for ${what}`;
}

/** What whoever signs in will look for in vain. */
function reportMissing(records) {
  for (const { area, state, reason, for: what } of records) {
    if (state === 'none') say(`! No demo records of ${area}: ${reason}`);
    if (state === 'waiting') {
      say(
        `! The demo records of ${area} are still to come: waiting for ${what}`,
      );
    }
  }
}
