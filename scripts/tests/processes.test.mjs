/** What becomes of what a script started when it is stopped. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onStop, stopAll } from '../lib/processes.mjs';

test('all is stopped, the last first, and what is started meanwhile, too', async () => {
  const stopped = [];
  const start = name => onStop(async () => stopped.push(name));
  start('database');
  onStop(async () => {
    stopped.push('portal');
    // Whoever waited for its end goes on with the next.
    start('next portal');
  });
  await stopAll();
  assert.deepEqual(stopped, ['portal', 'next portal', 'database']);
});
