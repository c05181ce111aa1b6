import { InboxItem, InboxSource } from '@countersign/plugin-governance-react';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderOnPage } from '../../__testUtils__/renderOnPage';
import { Inbox } from './Inbox';

const item = (record: string, part: Partial<InboxItem> = {}): InboxItem => ({
  id: record,
  record,
  title: `About ${record}`,
  task: 'Approve',
  since: '2026-11-20T10:00:00.000Z',
  ...part,
});
const area = (name: string, ...items: InboxItem[]): InboxSource => ({
  area: name,
  load: async () => ({ items }),
});
const rows = () =>
  within(screen.getByRole('list', { name: 'Waiting for you' }))
    .getAllByRole('listitem')
    .map(row => /[A-Z]{3}\d+/.exec(row.textContent ?? '')?.[0]);

describe('Inbox', () => {
  it('is one list of all areas, most urgent first', async () => {
    renderOnPage(
      <Inbox
        sources={[
          area(
            'Changes',
            item('CHG0000001'),
            item('CHG0000002', { dueAt: '2026-11-28T10:00:00.000Z' }),
          ),
          area(
            'Incidents',
            item('INC0000001', { dueAt: '2026-11-21T10:00:00.000Z' }),
          ),
        ]}
      />,
    );

    await waitFor(() =>
      expect(rows()).toEqual(['INC0000001', 'CHG0000002', 'CHG0000001']),
    );
  });

  it('asks each area for the reader and their groups', async () => {
    const load = jest.fn(async () => ({ items: [] }));
    renderOnPage(<Inbox sources={[{ area: 'Changes', load }]} />);

    expect(
      await screen.findByText('Nothing is waiting for you.'),
    ).toBeInTheDocument();
    expect(load).toHaveBeenCalledWith(
      expect.objectContaining({
        user: 'user:default/dana',
        teams: ['group:default/checkout'],
      }),
    );
  });

  it('names what its reader may not read on one quiet line, and says of the rest that nothing waits', async () => {
    let answers = 0;
    const denied = (name: string): InboxSource => ({
      area: name,
      load: async () => {
        // As a server does, it answers after the page has said that it asks.
        await new Promise(resolve => setTimeout(resolve, 20));
        answers += 1;
        throw Object.assign(new Error('You may not read it'), {
          name: 'NotAllowedError',
        });
      },
    });
    const { unmount } = renderOnPage(
      <Inbox
        sources={[denied('Changes'), denied('Incidents'), area('Drills')]}
      />,
    );
    expect(
      await screen.findByText('You may not read Changes or Incidents.'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('Nothing is waiting for you.'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
    // Whoever comes back asks again, and the page does not jump meanwhile.
    let hasGone = false;
    const observer = new MutationObserver(() => {
      hasGone ||= !screen.queryByText('You may not read Changes or Incidents.');
    });
    observer.observe(document.body, { childList: true, subtree: true });
    fireEvent.focus(window);
    await waitFor(() => expect(answers).toBe(4));
    observer.disconnect();
    expect(hasGone).toBe(false);
    unmount();

    renderOnPage(<Inbox sources={[denied('Changes')]} />);
    expect(
      await screen.findByText('You may not read Changes.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByText('Nothing is waiting for you.'),
    ).not.toBeInTheDocument();
  });

  it('says on a line of its own which area failed, shows the others, and asks that one again', async () => {
    const load = jest
      .fn<ReturnType<InboxSource['load']>, []>()
      .mockRejectedValueOnce(new Error('The backend is away'))
      .mockResolvedValue({ items: [item('INC0000007')] });
    renderOnPage(
      <Inbox
        sources={[
          { area: 'Incidents', load },
          // This one never answers.
          { area: 'Drills', load: () => new Promise(() => {}) },
          area('Changes', item('CHG0000001')),
        ]}
      />,
    );

    expect(await screen.findByText('About CHG0000001')).toBeInTheDocument();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      "Incidents didn't answer: The backend is away",
    );

    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await screen.findByText('About INC0000007')).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('shows one odd row where one item cannot be shown', async () => {
    const odd = item('INC0000009');
    Object.assign(odd, { title: { not: 'a text' } });
    jest.spyOn(console, 'error').mockImplementation(() => {});
    renderOnPage(
      <Inbox sources={[area('Incidents', odd, item('INC0000010'))]} />,
    );

    expect(
      await screen.findByText("Couldn't show INC0000009"),
    ).toBeInTheDocument();
    expect(screen.getByText('About INC0000010')).toBeInTheDocument();
  });

  it('has nothing to say where no area is installed', async () => {
    renderOnPage(<Inbox sources={[]} />);

    expect(
      await screen.findByText('Nothing is waiting for you.'),
    ).toBeInTheDocument();
  });
});
