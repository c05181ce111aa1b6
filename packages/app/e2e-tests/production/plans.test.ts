import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';

const plan = new URL('../fixtures/plan.json', import.meta.url);

test('the built portal finds the threads that read plans, and a large plan comes through what is before it', async ({
  request,
}) => {
  const large = {
    ...JSON.parse(readFileSync(plan, 'utf8')),
    variables: { notes: { value: 'a long text. '.repeat(400_000) } },
  };
  const answer = await request.post('/api/change-management/plans', {
    headers: { Authorization: `Bearer ${process.env.COUNTERSIGN_TOKEN}` },
    data: { plan: large },
  });
  expect(answer.status()).toBe(201);
  const { digest, counts } = await answer.json();
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(counts).toMatchObject({ replace: 1, update: 1 });
});
