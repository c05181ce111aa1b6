import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeChangeManagementApi } from '../../../dev/FakeChangeManagementApi';
import { renderPage } from '../../__testUtils__/renderPage';
import { ChangesRouter } from '../ChangesRouter';

// A page of this size takes its time to appear in jsdom on a busy machine.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(240_000);

const hero = 'CHG0000142';

async function openStream(api = new FakeChangeManagementApi()) {
  renderPage(<ChangesRouter />, { api, path: hero });
  const stream = await screen.findByRole('region', {
    name: 'Conversation and timeline',
  });
  await within(stream).findByText(/opened the change/);
  return within(stream);
}

/** The hero change with these entries at the end of its timeline. */
async function apiWith(events: Partial<TimelineEvent>[]) {
  const api = new FakeChangeManagementApi();
  const { items } = await api.getTimeline(hero);
  const newest = events
    .map((event, i) => ({ id: `new-${i}`, data: {}, ...event }))
    .reverse() as TimelineEvent[];
  jest
    .spyOn(api, 'getTimeline')
    .mockResolvedValue({ items: [...newest, ...items] });
  return api;
}

const at = (second: number) =>
  new Date(Date.UTC(2030, 0, 1, 0, 0, second)).toISOString();
const answer = (second: number): Partial<TimelineEvent> => ({
  type: 'gate.decided',
  actor: 'external:ci-pipeline',
  occurredAt: at(second),
  data: {
    id: String(second),
    decision: 'allow',
    checks: [],
    decidedAt: at(second),
    askedBy: 'external:ci-pipeline',
  },
});

describe('the stream', () => {
  beforeEach(() => sessionStorage.clear());

  it('names a pipeline by its name, and the system by its own', async () => {
    const stream = await openStream(
      await apiWith([
        answer(1),
        { type: 'change.relied', actor: 'ci-pipeline', occurredAt: at(2) },
      ]),
    );
    expect(stream.getByText('ci-pipeline')).toBeInTheDocument();
    expect(stream.queryByText(/external:|plugin:/)).not.toBeInTheDocument();
    expect(stream.getAllByText('Countersign').length).toBeGreaterThan(0);
  });

  it('folds what happened again and again, and keeps every entry in reach', async () => {
    const stream = await openStream(
      await apiWith([1, 2, 3, 4].map(second => answer(second))),
    );
    expect(stream.getByText('4 gate answers, allowed')).toBeInTheDocument();
    await userEvent.click(stream.getByText('4 more entries'));
    expect(
      stream.getAllByText('asked the deployment gate: allowed'),
    ).toHaveLength(4);
  });

  it('narrows to comments and to decisions', async () => {
    const stream = await openStream();
    const show = (name: string) =>
      userEvent.click(stream.getByRole('radio', { name }));
    await show('Comments');
    expect(stream.getByText(/it is step 1 of the plan/)).toBeInTheDocument();
    expect(stream.queryByText(/opened the change/)).not.toBeInTheDocument();
    await show('Decisions');
    expect(
      stream.queryByText(/it is step 1 of the plan/),
    ).not.toBeInTheDocument();
    expect(stream.getByText(/asked the deployment gate/)).toBeInTheDocument();
  });

  it('says why somebody cannot comment', async () => {
    const api = new FakeChangeManagementApi();
    const detail = await api.getChange(hero);
    jest.spyOn(api, 'getChange').mockResolvedValue({
      ...detail,
      actions: [
        ...detail.actions.filter(a => a.verb !== 'comment'),
        {
          verb: 'comment',
          allowed: false,
          guard: 'permission',
          message: 'You do not have the permission for this.',
        },
      ],
    });
    const stream = await openStream(api);
    expect(
      stream.getByText('You do not have the permission for this.'),
    ).toBeInTheDocument();
    expect(stream.queryByRole('textbox')).not.toBeInTheDocument();
  });

  it('offers names after an @, says which it does not know, and keeps the reader in the box', async () => {
    const api = new FakeChangeManagementApi();
    const act = jest.spyOn(api, 'act');
    const stream = await openStream(api);
    const box = stream.getByRole('textbox', { name: 'Comment' });
    await userEvent.type(box, 'Ask @chi');
    await userEvent.click(await stream.findByRole('option', { name: /@/ }));
    await waitFor(() => expect(box).toHaveFocus());
    expect((box as HTMLTextAreaElement).value).toMatch(/^Ask @\S+ $/);
    await userEvent.type(box, 'or @nobody-here.');
    expect(
      await stream.findByText(
        /@nobody-here is not in the catalog and stays text/,
      ),
    ).toHaveTextContent(/^Notifies chiara\./);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(box).toHaveValue(''));
    expect(box).toHaveFocus();
    expect(act).toHaveBeenCalledTimes(1);
  });

  it('stands beside what approvers want changed', async () => {
    const api = new FakeChangeManagementApi();
    const detail = await api.getChange(hero);
    jest.spyOn(api, 'getChange').mockResolvedValue({
      ...detail,
      changesRequested: [
        {
          id: 'r',
          round: 1,
          group: 'group:default/data-platform',
          approver: 'user:default/freya',
          comment: 'Say how it is **backed out**.',
          subjectDigest: detail.change.subjectDigest!,
          requestedAt: detail.change.updatedAt,
        },
      ],
    });
    await openStream(api);
    const wanted = screen.getByRole('region', { name: 'Changes requested' });
    expect(wanted).toHaveTextContent(/freya.*for data-platform/);
    expect(within(wanted).getByText('backed out')).toBeInTheDocument();
  });

  it('lets the reader follow and unfollow, and shows who does', async () => {
    const api = new FakeChangeManagementApi();
    const follow = jest.spyOn(api, 'followChange');
    const stream = await openStream(api);
    await userEvent.click(stream.getByRole('button', { name: 'Unfollow' }));
    expect(
      await stream.findByRole('button', { name: 'Follow' }),
    ).toBeInTheDocument();
    expect(follow).toHaveBeenCalledWith(hero, { follows: false });
    await userEvent.click(stream.getByRole('button', { name: 'Follow' }));
    await userEvent.click(
      await stream.findByRole('button', { name: '1 follower' }),
    );
    expect(
      await screen.findByRole('list', { name: 'Who follows' }),
    ).toHaveTextContent(/follows/);
  });
});
