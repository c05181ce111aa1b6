import { ConflictError } from '@backstage/errors';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeChangeManagementApi } from '../../../dev/FakeChangeManagementApi';
import { renderPage } from '../../__testUtils__/renderPage';
import { ChangeManagementApi } from '../../api';
import { ChangesRouter } from '../ChangesRouter';

// A page of this size takes its time to appear in jsdom on a busy machine.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);

const hero = 'CHG0000142';

async function openHero(api: FakeChangeManagementApi) {
  renderPage(<ChangesRouter />, { api, path: hero });
  await screen.findByRole('heading', { level: 1, name: /Give orders-db/ });
}

async function openApproval() {
  await userEvent.click(screen.getByRole('button', { name: 'Approve' }));
  return within(await screen.findByRole('dialog', { name: `Approve ${hero}` }));
}

describe('ChangePage', () => {
  beforeEach(() => sessionStorage.clear());

  it('says what is approved, and approves exactly that', async () => {
    const api = new FakeChangeManagementApi();
    const { approvals } = await api.getChange(hero);
    const act = jest.spyOn(api, 'act');
    await openHero(api);

    const dialog = await openApproval();
    expect(
      dialog.getByTitle(approvals!.subject.planDigest!),
    ).toBeInTheDocument();
    expect(dialog.getByTitle(approvals!.subject.commit!)).toBeInTheDocument();
    expect(dialog.getByTitle(approvals!.subjectDigest)).toBeInTheDocument();
    expect(dialog.getByText(/high-risk-production/)).toBeInTheDocument();
    expect(dialog.getByText(/–\d\d:\d\d/)).toBeInTheDocument();

    await userEvent.type(
      dialog.getByLabelText(/Comment/),
      'Looks right{Control>}{Enter}{/Control}',
    );

    await waitFor(() => expect(act).toHaveBeenCalledTimes(1));
    expect(act).toHaveBeenCalledWith(
      hero,
      'approve',
      {
        subjectDigest: approvals!.subjectDigest,
        group: 'group:default/payments',
        comment: 'Looks right',
      },
      { idempotencyKey: expect.any(String) },
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('keeps a refused action in sight, with what refuses it and what would satisfy it', async () => {
    await openHero(new FakeChangeManagementApi());
    const start = screen.getByRole('button', { name: 'Start' });
    expect(start).toBeDisabled();
    expect(start).toHaveAccessibleDescription(
      /3 approvals are missing\. Payments gives 1 and the Change Advisory Board gives 2\./,
    );
  });

  it('loses nothing that was typed when a request fails, and repeats it as the same request', async () => {
    const api = new FakeChangeManagementApi();
    const act = jest
      .spyOn<ChangeManagementApi, 'act'>(api, 'act')
      .mockRejectedValueOnce(new Error('The network is gone'));
    await openHero(api);

    const comment = screen.getByRole('textbox', { name: 'Comment' });
    await userEvent.type(comment, 'Is the replica first?');
    await userEvent.click(screen.getByRole('button', { name: 'Comment' }));

    expect(await screen.findByText('The network is gone')).toBeInTheDocument();
    expect(comment).toHaveValue('Is the replica first?');

    await userEvent.click(screen.getByRole('button', { name: 'Comment' }));
    await waitFor(() => expect(comment).toHaveValue(''));
    const keys = act.mock.calls.map(call => call[3]?.idempotencyKey);
    expect(keys[0]).toEqual(expect.any(String));
    expect(keys[1]).toBe(keys[0]);
  });

  it('shows what is different when the change has moved on, and keeps the text', async () => {
    const api = new FakeChangeManagementApi();
    await openHero(api);
    await userEvent.click(screen.getByRole('button', { name: 'Put on hold' }));
    const dialog = within(
      await screen.findByRole('dialog', { name: `Put ${hero} on hold` }),
    );
    await userEvent.type(dialog.getByLabelText(/Reason/), 'Wait for the DBA');

    const moved = await api.getChange(hero);
    moved.change.version += 1;
    moved.change.environment = 'staging';
    jest.spyOn(api, 'getChange').mockResolvedValue(moved);
    jest
      .spyOn(api, 'act')
      .mockRejectedValueOnce(new ConflictError('The version is 8 by now'));
    await userEvent.click(dialog.getByRole('button', { name: 'Put on hold' }));

    expect(await dialog.findByText(/production → staging/)).toBeInTheDocument();
    expect(dialog.getByLabelText(/Reason/)).toHaveValue('Wait for the DBA');
  });

  it('shows a secret of the plan as redacted and nothing else of it', async () => {
    await openHero(new FakeChangeManagementApi());
    const row = (await screen.findByText('root_password')).closest('tr');
    expect(within(row!).getAllByText('redacted')).toHaveLength(2);
  });
});
