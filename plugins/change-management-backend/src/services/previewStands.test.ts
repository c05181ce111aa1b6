import {
  CreateChangeRequest,
  previewOf,
} from '@countersign/plugin-change-management-common';
import { items, people } from '../__testUtils__/estate';
import { terraformPlan } from '../__testUtils__/plans';
import { request, usePortal, windowAround } from '../__testUtils__/portal';

jest.setTimeout(240_000);

describe('the preview of a change that is not edited', () => {
  const portal = usePortal();
  const dana = () => portal().as(people.dana);
  const commit = 'c'.repeat(40);
  const kinds: Record<string, () => Partial<CreateChangeRequest>> = {
    'with a plan': () => ({
      plan: terraformPlan({ actions: ['delete'] }),
      commit,
    }),
    'with a commit': () => ({ commit }),
    'with neither, in staging': () => ({
      environment: 'staging',
      items: [items.web],
      commit: undefined,
    }),
    'without the way back': () => ({ testPlan: '', backoutPlan: '' }),
    'of several items and a person': () => ({
      items: [items.bucket, items.api],
      implementer: people.ivan,
      category: 'database',
    }),
    'that is an emergency': () => ({ type: 'emergency' }),
  };

  it.each(Object.keys(kinds))('is the risk that stands: %s', async kind => {
    const { change, risk } = await dana().createChange(
      request({ window: windowAround(40, 41), ...kinds[kind]() }),
    );
    const preview = await dana().previewChange(previewOf(change));
    expect(preview.risk).toEqual({
      ...risk,
      assessedAt: expect.any(String),
    });
    expect(preview.planDigest).toBe(change.plan?.digest);
    // Moving the window touches nothing else that is judged.
    const moved = await dana().previewChange({
      ...previewOf(change),
      window: change.window,
    });
    expect(moved.risk?.factors).toEqual(risk?.factors);
    await dana().act(change.number, 'cancel', {
      version: change.version,
      reason: 'It was a question.',
    });
  });
});
