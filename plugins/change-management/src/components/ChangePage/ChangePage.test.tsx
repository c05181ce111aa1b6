import { ConflictError } from '@backstage/errors';
import { journeyOf } from '@countersign/plugin-change-management-common';
import {
  configure,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeChangeManagementApi } from '../../../dev/FakeChangeManagementApi';
import { reader } from '../../../dev/fixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { ChangeManagementApi } from '../../api';
import { ChangesRouter } from '../ChangesRouter';

// A page of this size takes its time to appear in jsdom on a busy machine.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(240_000);

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
  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  it('says what is approved, and approves exactly that', async () => {
    const api = new FakeChangeManagementApi();
    const { approvals } = await api.getChange(hero);
    const act = jest.spyOn(api, 'act');
    await openHero(api);

    const dialog = await openApproval();
    expect(
      dialog.getByTitle(approvals!.subject.planDigest!),
    ).toBeInTheDocument();
    const said = screen.getByRole('dialog');
    expect(said).toHaveTextContent(/Give orders-db 16 vCPU/);
    expect(said).toHaveTextContent(/72 from factors/);
    expect(said).toHaveTextContent(/\d changed, \d destroyed/);
    expect(said).toHaveTextContent(/overlaps CHG0000141 on/);
    expect(said).toHaveTextContent('1 accepted');
    expect(dialog.getByText('In the name of')).toBeInTheDocument();
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

  it('shows what changed since the reader looked, and approves only what they have read', async () => {
    const api = new FakeChangeManagementApi();
    await openHero(api);
    api.edit(hero, { title: 'Give orders-db 32 vCPU', commit: undefined });
    fireEvent.focus(window);

    const changed = await screen.findByRole('alert');
    expect(changed).toHaveTextContent('It changed since you looked');
    expect(changed).toHaveTextContent(
      /Title.*Give orders-db 16 vCPU.*→Give orders-db 32 vCPU/,
    );
    expect(changed).toHaveTextContent(/Commit.*→none/);
    const dialog = await openApproval();
    const approve = dialog.getByRole('button', { name: 'Approve' });
    expect(approve).toBeDisabled();

    await userEvent.click(
      dialog.getByRole('button', { name: 'I have read what changed' }),
    );
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    const act = jest.spyOn(api, 'act');
    await userEvent.click(approve);
    const { approvals } = await api.getChange(hero);
    await waitFor(() =>
      expect(act).toHaveBeenCalledWith(
        hero,
        'approve',
        expect.objectContaining({ subjectDigest: approvals!.subjectDigest }),
        expect.anything(),
      ),
    );
  });

  it('remembers what the reader saw until they come back', async () => {
    const api = new FakeChangeManagementApi();
    const first = renderPage(<ChangesRouter />, { api, path: hero });
    await screen.findByRole('button', { name: 'Approve' });
    await waitFor(() =>
      expect(
        localStorage.getItem(`change-management/seen/${reader.userEntityRef}`),
      ).toContain(hero),
    );
    first.unmount();

    api.edit(hero, { testPlan: 'None.' });
    await openHero(api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Test.*another text→None\./,
    );
  });

  it('shows what differs instead of a bare refusal when it was edited meanwhile', async () => {
    const api = new FakeChangeManagementApi();
    await openHero(api);
    const dialog = await openApproval();
    api.edit(hero, { title: 'Give orders-db 32 vCPU' });
    await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));

    const changed = await dialog.findByRole('alert');
    expect(changed).toHaveTextContent(
      'It changed while you looked. Nothing was approved.',
    );
    expect(changed).toHaveTextContent('Give orders-db 32 vCPU');
    expect(dialog.getByRole('button', { name: 'Approve' })).toBeDisabled();
  });

  it('names those who had a hand in it, what they did and who is named', async () => {
    await openHero(new FakeChangeManagementApi());
    const hands = within(
      screen.getByRole('region', { name: 'Who had a hand in it' }),
    );
    const submitted = hands.getByRole('link', { name: 'submitted it' });
    await waitFor(() =>
      expect(
        document.querySelector(submitted.getAttribute('href')!),
      ).toHaveTextContent('submitted it'),
    );
    expect(
      hands.getByText(/named as implementer/).closest('li'),
    ).toHaveTextContent(/has not acted yet/);
  });

  it('lets somebody who was named say that they are not the one', async () => {
    const api = new FakeChangeManagementApi();
    const detail = await api.getChange(hero);
    jest.spyOn(api, 'getChange').mockResolvedValue({
      ...detail,
      actions: [...detail.actions, { verb: 'decline', allowed: true }],
      duties: {
        ...detail.duties,
        named: [
          {
            who: reader.userEntityRef,
            as: 'implements',
            by: 'user:default/ada',
          },
        ],
      },
    });
    const act = jest.spyOn(api, 'act');
    await openHero(api);
    expect(
      await screen.findByText(/named you as implementer/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Not me' }));
    await userEvent.click(
      within(await screen.findByRole('dialog')).getByRole('button', {
        name: 'Not me',
      }),
    );
    await waitFor(() =>
      expect(act).toHaveBeenCalledWith(
        hero,
        'decline',
        { version: detail.change.version },
        expect.anything(),
      ),
    );
  });

  it('shows an approval that counts no more beside those that do', async () => {
    const api = new FakeChangeManagementApi();
    const detail = await api.getChange(hero);
    detail.approvals!.requirements[0].lapsed = [
      {
        approver: 'user:default/emeka',
        reason: 'user:default/emeka is not in group:default/payments any more.',
      },
    ];
    jest.spyOn(api, 'getChange').mockResolvedValue(detail);
    await openHero(api);
    const approvals = screen.getByRole('region', { name: 'Approvals' });
    expect(approvals).toHaveTextContent(
      /approved, no longer counts.*is not in .* any more/,
    );
  });

  it('keeps a refused action in sight, with what refuses it and what would satisfy it', async () => {
    await openHero(new FakeChangeManagementApi());
    const start = screen.getByRole('button', { name: 'Start' });
    expect(start).toBeDisabled();
    expect(start).toHaveAccessibleDescription(
      /Approval is missing from .*\(0 of 1\).*Approval is missing from .*\(0 of 2\)/,
    );
    // Said in the checklist, and nowhere again.
    expect(screen.getAllByText(/has not opened yet/)).toHaveLength(1);
  });

  it('lists what is not met, each with its button, and has one primary button', async () => {
    const api = new FakeChangeManagementApi();
    await openHero(api);
    const list = within(
      screen.getByRole('list', { name: 'What is not met yet' }),
    );
    const [conflict, owners, , window] = list.getAllByRole('listitem');
    expect(
      within(conflict).getByRole('button', { name: 'Accept' }),
    ).toBeInTheDocument();
    expect(
      within(owners).getByText(/Approval is missing from/),
    ).toBeInTheDocument();
    expect(within(window).queryByRole('button')).not.toBeInTheDocument();
    expect(screen.getAllByRole('button', { name: 'Accept' })).toHaveLength(1);
    const primary = document.querySelectorAll(
      'main [data-variant=primary], aside [data-variant=primary]',
    );
    expect([...primary].map(button => button.textContent)).toEqual(['Approve']);
  });

  it('says who rejected it and why, and asks nobody any more', async () => {
    const api = new FakeChangeManagementApi();
    const detail = await api.getChange(hero);
    jest.spyOn(api, 'getChange').mockResolvedValue({
      ...detail,
      change: { ...detail.change, state: 'closed', approvalStatus: 'rejected' },
      actions: [],
      next: { text: 'It is closed.', who: [], conditions: [] },
      journey: journeyOf({
        type: 'normal',
        state: 'closed',
        rejected: { at: detail.change.createdAt, by: 'user:default/deniz' },
      }),
      rejection: {
        at: detail.change.createdAt,
        by: 'user:default/deniz',
        group: 'group:default/change-advisory-board',
        reason: 'Not before the freeze.',
      },
    });
    await openHero(api);
    const approvals = screen.getByRole('region', { name: 'Approvals' });
    expect(approvals).toHaveTextContent(/Rejected by.*Not before the freeze\./);
    expect(approvals).not.toHaveTextContent(/Can approve/);
    const steps = screen.getByRole('list', { name: 'States of this change' });
    expect(steps).toHaveTextContent('Authorize · rejected');
    expect(screen.queryByRole('timer')).not.toBeInTheDocument();
  });

  it('claims of what is over neither that something was in its way nor that nothing was', async () => {
    const api = new FakeChangeManagementApi();
    const detail = await api.getChange(hero);
    const over = {
      ...detail,
      change: { ...detail.change, state: 'closed' as const },
      actions: [],
      next: { text: 'It is closed.', who: [], conditions: [] },
      conflicts: [],
      conflictsTruncated: false,
    };
    jest.spyOn(api, 'getChange').mockResolvedValue(over);
    await openHero(api);
    expect(
      screen.getByRole('region', { name: 'Approvals' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('region', { name: 'Conflicts' }),
    ).not.toBeInTheDocument();
  });

  it('shows an approver what differs from the round in which they approved', async () => {
    const api = new FakeChangeManagementApi();
    const detail = await api.getChange(hero);
    const { subject, subjectDigest } = detail.approvals!;
    jest.spyOn(api, 'getChange').mockResolvedValue({
      ...detail,
      approvals: {
        ...detail.approvals!,
        subject: { ...subject, round: 2 },
      },
      voidedRound: {
        round: 1,
        subject: {
          ...subject,
          planDigest: subjectDigest,
          environment: 'staging',
        },
        counts: { create: 0, update: 9, replace: 0, delete: 0, forget: 0 },
        decisions: [
          {
            id: 'mine',
            round: 1,
            group: 'group:default/payments',
            approver: reader.userEntityRef,
            approved: true,
            subjectDigest,
            at: detail.change.createdAt,
          },
        ],
        voidedAt: detail.change.createdAt,
        reason: 'edit',
      },
    });
    await openHero(api);
    const changed = await screen.findByRole('alert');
    expect(changed).toHaveTextContent(
      'It changed since you approved it in round 1',
    );
    expect(changed).toHaveTextContent(/Plan.*9 changed, 0 destroyed.*→/);
    expect(changed).toHaveTextContent(/Environment.*staging→production/);
    expect(screen.getByRole('region', { name: 'Approvals' })).toHaveTextContent(
      /2 fields differ from round 1 · 1 approval was voided/,
    );
  });

  it('closes a change only once somebody said how it went', async () => {
    const api = new FakeChangeManagementApi();
    const detail = await api.getChange(hero);
    jest.spyOn(api, 'getChange').mockResolvedValue({
      ...detail,
      change: { ...detail.change, state: 'review', approvalStatus: 'approved' },
      actions: [{ verb: 'close', allowed: true }],
      next: {
        text: 'Ready to review and close',
        verb: 'close',
        who: [],
        conditions: [],
      },
    });
    await openHero(api);
    await userEvent.click(
      screen.getByRole('button', { name: 'Close the change' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    for (const radio of dialog.getAllByRole('radio')) {
      expect(radio).not.toBeChecked();
    }
    await userEvent.type(dialog.getByLabelText(/Notes/), 'All went well.');
    const close = dialog.getByRole('button', { name: 'Close the change' });
    expect(close).toBeDisabled();
    await userEvent.click(dialog.getByRole('radio', { name: 'Successful' }));
    expect(close).toBeEnabled();
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
