import {
  CalendarChange,
  changeEventTypes,
  ChangeSummary,
} from '@countersign/plugin-change-management-common';
import { oddRef } from '@countersign/plugin-governance-test-utils/pages';
import { cleanup, configure, screen, waitFor } from '@testing-library/react';
import fc from 'fast-check';
import { Route, Routes } from 'react-router-dom';
import { FakeChangeManagementApi } from '../../dev/FakeChangeManagementApi';
import { renderPage } from '../__testUtils__/renderPage';
import { ChangePreview } from './Calendar/ChangePreview';
import { ChangePage } from './ChangePage';
import { ListPage } from './ListPage';
import { ChangeCards } from './ListPage/ChangeCards';

// A page of this size takes its time to appear in jsdom on a busy machine.
configure({ asyncUtilTimeout: 30_000 });
jest.setTimeout(240_000);

const oddPart = fc.record({
  requester: oddRef,
  implementer: fc.option(oddRef, { nil: undefined }),
  team: fc.option(oddRef, { nil: undefined }),
  environment: fc.string({ maxLength: 200 }),
  items: fc.uniqueArray(oddRef, { maxLength: 4 }),
  window: fc.constantFrom(
    undefined,
    { start: '2026-11-24T21:00:00.000Z', end: '2026-11-24T22:00:00.000Z' },
    { start: 'soon', end: '' },
  ),
});

async function oddChanges(
  parts: readonly Partial<ChangeSummary>[],
): Promise<ChangeSummary[]> {
  const { items } = await new FakeChangeManagementApi().listChanges({});
  return parts.map((part, i) => ({
    ...items[i % items.length],
    ...part,
    number: `CHG000100${i}`,
  }));
}

/** Each play renders a page, which costs: few plays, each with many records where the page takes many. */
const plays = { numRuns: 3 };
const tenOdd = fc.array(oddPart, { minLength: 10, maxLength: 10 });

describe('records that hold odd references', () => {
  it('are rows of the list and cards on a phone', async () => {
    await fc.assert(
      fc.asyncProperty(tenOdd, async parts => {
        const api = new FakeChangeManagementApi();
        const changes = await oddChanges(parts);
        // A play that failed left its page behind.
        cleanup();
        jest.spyOn(api, 'listChanges').mockResolvedValue({
          items: changes,
          count: { value: changes.length, capped: false },
        });
        const { unmount } = renderPage(
          <>
            <ListPage />
            <ChangeCards changes={changes} />
          </>,
          { api },
        );

        for (const { number } of changes) {
          await waitFor(() =>
            expect(screen.getAllByText(number)).toHaveLength(2),
          );
        }
        expect(screen.queryByText(/^Couldn't show/)).not.toBeInTheDocument();
        unmount();
      }),
      plays,
    );
  });

  it('have a preview in the calendar and a page', async () => {
    await fc.assert(
      fc.asyncProperty(oddPart, async part => {
        const api = new FakeChangeManagementApi();
        const [hero] = (await api.listChanges({})).items;
        const detail = await api.getChange(hero.number);
        Object.assign(detail.change, part);
        detail.next.who = [part.requester, ...part.items];
        jest.spyOn(api, 'getChange').mockResolvedValue(detail);
        // The calendar shows only changes with a window.
        const preview = { ...detail.change, window: hero.window };
        const { unmount } = renderPage(
          <>
            <ChangePreview
              change={preview as CalendarChange}
              onClose={() => {}}
              onMove={() => {}}
            />
            <Routes>
              <Route path=":number" element={<ChangePage />} />
            </Routes>
          </>,
          { api, path: hero.number },
        );

        expect(
          await screen.findByRole('heading', { level: 1, name: hero.title }),
        ).toBeInTheDocument();
        unmount();
      }),
      plays,
    );
  });

  it('have a timeline in which an odd entry is one odd line at most', async () => {
    const anyData = fc.dictionary(
      fc.constantFrom(
        'requester',
        'changes',
        'from',
        'to',
        'via',
        'text',
        'verb',
        'decision',
        'comment',
      ),
      fc.jsonValue(),
    );
    const oddEvent = fc.record({
      id: fc.uuid(),
      type: fc.oneof(
        fc.constantFrom(...changeEventTypes),
        fc.string({ minLength: 1 }),
      ),
      actor: oddRef,
      occurredAt: fc.constantFrom('2026-11-24T21:00:00.000Z', 'soon', ''),
      data: anyData,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(oddEvent, { minLength: 10, maxLength: 10 }),
        async events => {
          const api = new FakeChangeManagementApi();
          cleanup();
          const usual = {
            id: 'usual',
            type: 'change.commented',
            actor: 'user:default/dana',
            occurredAt: '2026-11-24T22:00:00.000Z',
            data: { text: 'This one is as usual.' },
          };
          jest
            .spyOn(api, 'getTimeline')
            .mockResolvedValue({ items: [usual, ...events] });
          const { unmount } = renderPage(
            <Routes>
              <Route path=":number" element={<ChangePage />} />
            </Routes>,
            { api, path: 'CHG0000142' },
          );

          expect(
            await screen.findByText('This one is as usual.'),
          ).toBeInTheDocument();
          unmount();
        },
      ),
      plays,
    );
  });

  it('are one odd row where a row cannot be shown at all', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const api = new FakeChangeManagementApi();
    const [odd, usual] = await oddChanges([{}, {}]);
    Object.assign(odd, { state: 'of a later version' });
    jest.spyOn(api, 'listChanges').mockResolvedValue({
      items: [odd, usual],
      count: { value: 2, capped: false },
    });
    renderPage(<ListPage />, { api });

    expect(
      await screen.findByText(`Couldn't show ${odd.number}`),
    ).toBeInTheDocument();
    expect(screen.getByText(usual.title)).toBeInTheDocument();
  });
});
