import governancePlugin from '@countersign/plugin-governance';
import {
  oddRef,
  renderMeetingPlaces,
  renderPage,
} from '@countersign/plugin-governance-test-utils/pages';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { FakeNotes, note, reader } from './__testUtils__/FakeNotes';
import { notesApiRef } from './api';
import { NotesRouter } from './components/NotesRouter';
import { notesPlugin } from './plugin';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const open = (api: FakeNotes, path = '') =>
  renderPage(<NotesRouter />, {
    path,
    user: reader,
    apis: [[notesApiRef, api]],
    mountedRoutes: { '/notes': rootRouteRef },
  });

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout-api', namespace: 'default' },
};

describe('the list of notes', () => {
  it('has its filters in the address, and pages', async () => {
    const api = new FakeNotes([note()], { nextCursor: 'two' });
    open(api, '?state=open&assignee=user:default/ben');
    expect(await screen.findByText('Rotate the key')).toBeInTheDocument();
    expect(screen.getByRole('status')).toHaveTextContent('1 note');
    expect(screen.getByText('For: ben')).toBeInTheDocument();
    await waitFor(() => expect(document.title).toBe('Notes'));
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Previous page' }),
    );
    expect(api.asked.map(({ state, cursor }) => [state, cursor])).toEqual([
      [['open'], undefined],
      [['open'], 'two'],
      [['open'], undefined],
    ]);
  });

  it('shows whatever a note may refer to, and what it cannot show as one odd row', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(oddRef, oddRef), { minLength: 8, maxLength: 8 }),
        async refs => {
          cleanup();
          const odd = refs.map(([assignee, about], i) =>
            note({
              number: `NTE000010${i}`,
              title: `Odd ${i}`,
              assignee,
              entityRef: about,
            }),
          );
          const { unmount } = open(new FakeNotes(odd));
          for (const { title } of odd) {
            expect(await screen.findByText(title)).toBeInTheDocument();
          }
          unmount();
        },
      ),
      { numRuns: 3 },
    );
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const later = Object.assign(note(), { state: 'of a later version' });
    open(
      new FakeNotes([later, note({ number: 'NTE0000002', title: 'As usual' })]),
    );
    expect(
      await screen.findByText("Couldn't show NTE0000001"),
    ).toBeInTheDocument();
    expect(screen.getByText('As usual')).toBeInTheDocument();
  });
});

describe('the page of a note', () => {
  it('says what it is, what is needed next, and where its proof is', async () => {
    open(new FakeNotes([note()]), 'NTE0000001');
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Rotate the key' }),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(document.title).toBe('NTE0000001 · Rotate the key'),
    );
    expect(screen.getAllByRole('main')).toHaveLength(1);
    const steps = screen.getByRole('list', { name: 'States of this note' });
    expect(within(steps).getByText('Open').closest('li')).toHaveAttribute(
      'aria-current',
      'step',
    );
    const next = screen.getByRole('region', { name: 'Next' });
    expect(
      within(next).getByText('Nobody said yet what came of it.'),
    ).toBeInTheDocument();
    const proof = screen.getByRole('region', { name: 'Proof' });
    expect(
      await within(proof).findByText(
        /countersign verify NTE0000001.evidence.json --key/,
      ),
    ).toBeInTheDocument();
  });

  it('finishes it, and keeps the words when somebody else was faster', async () => {
    const shown = note();
    open(new FakeNotes([shown]), 'NTE0000001');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Finish' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'Rotated.');
    Object.assign(shown, { version: 2, title: 'Rotate both keys' });
    await userEvent.click(dialog.getByRole('button', { name: 'Finish' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      /title: Rotate the key → Rotate both keys/,
    );
    expect(dialog.getByRole('textbox')).toHaveValue('Rotated.');
    await userEvent.click(dialog.getByRole('button', { name: 'Finish' }));
    expect(
      await screen.findByText('Nothing is left to do.'),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Finish' })).toBeDisabled();
    expect(screen.getByText(/is done/)).toBeInTheDocument();
  });

  it('shows what happened, and an entry it cannot read as one odd line', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const event = (fields: Partial<TimelineEvent>): TimelineEvent => ({
      id: String(fields.type),
      type: 'note.opened',
      actor: 'user:default/ada',
      occurredAt: '2026-11-26T10:00:00.000Z',
      data: {},
      ...fields,
    });
    const events = [
      event({ type: 'note.finished', data: { outcome: 42 } }),
      event({ type: 'note.of_a_later_version' }),
      event({ type: 'note.opened' }),
    ];
    open(new FakeNotes([note()], { events }), 'NTE0000001');
    const timeline = within(
      await screen.findByRole('region', { name: 'Timeline' }),
    );
    expect(await timeline.findByText('opened the note')).toBeInTheDocument();
    expect(
      timeline.getByText("Couldn't show note.finished"),
    ).toBeInTheDocument();
    expect(
      timeline.getByText('recorded note.of_a_later_version'),
    ).toBeInTheDocument();
  });

  it('says that there is none, and where the others are', async () => {
    open(new FakeNotes([]), 'NTE0000009');
    expect(
      await screen.findByText('There is no such note'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'All notes' })).toHaveAttribute(
      'href',
      '/notes',
    );
  });
});

describe('where areas meet', () => {
  it('has the note in the one inbox and on the one time line of its entity, each a link', async () => {
    renderMeetingPlaces([governancePlugin, notesPlugin], {
      entity,
      user: reader,
      apis: [[notesApiRef, new FakeNotes([note()])]],
    });
    await waitFor(() =>
      expect(screen.getAllByText('Rotate the key')).toHaveLength(2),
    );
    const links = screen.getAllByRole('link', { name: /NTE0000001/ });
    expect(links).toHaveLength(2);
    for (const link of links) {
      expect(link).toHaveAttribute('href', '/notes/NTE0000001');
    }
  });
});
