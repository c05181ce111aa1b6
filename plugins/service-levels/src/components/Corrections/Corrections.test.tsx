import {
  oddRef,
  renderPage,
} from '@countersign/plugin-governance-test-utils/pages';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { FakeServiceLevels } from '../../__testUtils__/FakeServiceLevels';
import {
  componentRef,
  correction,
  objective,
} from '../../__testUtils__/objectives';
import { serviceLevelsApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { SlosRouter } from '../SlosRouter';
import { CorrectionsPanel } from './CorrectionsPanel';

jest.setTimeout(240_000);

const options = (api: FakeServiceLevels) => ({
  apis: [[serviceLevelsApiRef, api]] as const,
  mountedRoutes: { '/slos': rootRouteRef },
});
const openPanel = (api: FakeServiceLevels, onChanged?: () => void) =>
  renderPage(
    <CorrectionsPanel
      objective="checkout-availability"
      component={componentRef}
      onChanged={onChanged}
    />,
    options(api),
  );

describe('the corrections of an objective', () => {
  it('say what each leaves out and why it does not count yet, and can be withdrawn', async () => {
    const changed = jest.fn();
    const api = new FakeServiceLevels({ corrections: [correction()] });
    const withdraw = jest.spyOn(api, 'withdrawCorrection');
    openPanel(api, changed);
    const list = await screen.findByRole('list', { name: 'Corrections' });
    expect(list).toHaveTextContent('Waits');
    expect(list).toHaveTextContent('The database moved.');
    expect(list).toHaveTextContent('Nobody who has no part');
    expect(
      within(list).getByRole('link', { name: 'COR0000003' }),
    ).toHaveAttribute('href', '/slos/corrections/COR0000003');

    await userEvent.click(
      within(list).getByRole('button', { name: 'Withdraw' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const button = dialog.getByRole('button', { name: 'Withdraw' });
    expect(button).toBeDisabled();
    await userEvent.type(dialog.getByRole('textbox'), 'It never took place.');
    await userEvent.click(button);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(withdraw).toHaveBeenCalledWith(
      'COR0000003',
      { reason: 'It never took place.' },
      expect.anything(),
    );
    expect(changed).toHaveBeenCalledTimes(1);
    expect(await screen.findByText('Withdrawn')).toBeInTheDocument();
  });

  it('are entered by hand; what the server refuses stands beside its field, and nothing typed is lost', async () => {
    const api = new FakeServiceLevels({ objectives: [objective()] });
    const enter = jest.spyOn(api, 'enterCorrection').mockRejectedValueOnce(
      Object.assign(new Error('It lasts longer than 24 hours.'), {
        name: 'ConflictError',
        guard: 'length',
        problems: [
          { field: 'window', message: 'It lasts longer than 24 hours.' },
        ],
      }),
    );
    openPanel(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Enter a correction' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const save = dialog.getByRole('button', { name: 'Enter correction' });
    await userEvent.click(save);
    expect(await dialog.findByText(/say why/)).toBeInTheDocument();
    const reason = dialog.getByRole('textbox', { name: /Reason/ });
    await userEvent.type(reason, 'The database moves.');
    await userEvent.click(save);
    expect(
      await dialog.findByText('It lasts longer than 24 hours.'),
    ).toBeInTheDocument();
    expect(reason).toHaveValue('The database moves.');
    await userEvent.click(save);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    const keys = enter.mock.calls.map(([, given]) => given?.idempotencyKey);
    expect(keys[0]).toBe(keys[1]);
    expect(await screen.findByText('COR0000004')).toBeInTheDocument();
  });

  it('stand with whatever they refer to', async () => {
    const refs = fc.sample(oddRef, 12);
    openPanel(
      new FakeServiceLevels({
        corrections: refs.map((by, i) =>
          correction({
            number: `COR00001${String(i).padStart(2, '0')}`,
            reason: `Odd ${i} ${'long '.repeat(80)}`,
            entered: { by, at: '2026-11-26T09:00:00.000Z' },
          }),
        ),
      }),
    );
    for (const i of refs.keys()) {
      expect(
        await screen.findByText(new RegExp(`^Odd ${i} `)),
      ).toBeInTheDocument();
    }
  });

  it('have a page each, which says who may confirm it, and gives its evidence', async () => {
    const api = new FakeServiceLevels({
      corrections: [
        correction({
          actions: [
            {
              verb: 'confirm',
              allowed: false,
              guard: 'duty',
              message: 'You entered it yourself.',
              remedy: 'Ask somebody who has no part in the service.',
            },
            { verb: 'withdraw', allowed: true },
          ],
        }),
      ],
    });
    renderPage(<SlosRouter />, {
      ...options(api),
      path: 'corrections/COR0000003',
    });
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Maintenance' }),
    ).toBeInTheDocument();
    const next = within(screen.getByRole('region', { name: 'Next' }));
    expect(next.getByRole('button', { name: 'Confirm' })).toBeDisabled();
    expect(next.getByText(/You entered it yourself/)).toBeInTheDocument();
    expect(next.getByRole('button', { name: 'Withdraw' })).toBeEnabled();
    expect(
      screen.getByRole('link', { name: 'checkout-availability' }),
    ).toHaveAttribute('href', '/slos/objectives/checkout-availability');

    const evidence = jest.spyOn(api, 'getCorrectionEvidence');
    const saved = jest.fn((_bytes: Blob) => 'blob:evidence');
    Object.assign(URL, { createObjectURL: saved, revokeObjectURL: jest.fn() });
    const proof = within(screen.getByRole('region', { name: 'Proof' }));
    expect(
      await proof.findByText(
        /countersign verify COR0000003.evidence.json --key/,
      ),
    ).toBeInTheDocument();
    await userEvent.click(proof.getByRole('button', { name: /Download/ }));
    await waitFor(() => expect(saved).toHaveBeenCalledTimes(1));
    expect(evidence).toHaveBeenCalledWith('COR0000003');
  });
});
