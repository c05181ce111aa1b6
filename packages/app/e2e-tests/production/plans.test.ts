import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';

const plan = new URL('../fixtures/plan.json', import.meta.url);

test('the built portal finds the threads that read plans', async ({
  request,
}) => {
  const answer = await request.post('/api/change-management/plans', {
    headers: { Authorization: `Bearer ${process.env.COUNTERSIGN_TOKEN}` },
    data: { plan: JSON.parse(readFileSync(plan, 'utf8')) },
  });
  expect(answer.status()).toBe(201);
  const { digest, counts } = await answer.json();
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(counts).toMatchObject({ replace: 1, update: 1 });
});
