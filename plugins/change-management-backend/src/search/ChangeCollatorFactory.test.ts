import { people } from '../__testUtils__/estate';
import { request, usePortal } from '../__testUtils__/portal';
import { ChangeCollatorFactory, ChangeDocument } from './ChangeCollatorFactory';

jest.setTimeout(60_000);

describe('the search collator', () => {
  const portal = usePortal();

  it('hands over every change with what is needed to authorise and show it', async () => {
    const titles = ['First to find', 'Second to find'];
    for (const title of titles) {
      await portal()
        .as(people.dana)
        .createChange(request({ title, submit: false }));
    }
    const factory = new ChangeCollatorFactory(portal().asPipeline());
    const documents: ChangeDocument[] = [];
    for await (const document of await factory.getCollator()) {
      documents.push(document);
    }
    expect(documents.map(d => d.title).sort()).toEqual([
      'CHG0000001: First to find',
      'CHG0000002: Second to find',
    ]);
    expect(documents).toContainEqual(
      expect.objectContaining({
        location: '/changes/CHG0000001',
        state: 'new',
        type: 'normal',
        environment: 'production',
        authorization: { resourceRef: 'CHG0000001' },
      }),
    );
    expect(factory.visibilityPermission.name).toBe(
      'change-management.change.read',
    );
  });
});
