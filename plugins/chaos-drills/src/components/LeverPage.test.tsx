import { LEVER_SUBJECT } from '@countersign/plugin-chaos-drills-common';
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeDrills } from '../__testUtils__/FakeDrills';
import { openDrills } from '../__testUtils__/openDrills';

jest.setTimeout(240_000);

describe('the lever', () => {
  it('is pulled by three presses without typing, stands on every page, and a release names every pull', async () => {
    const api = new FakeDrills();
    openDrills(api, 'detection');
    await screen.findByText('Nothing can be compared yet');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Stop all drills' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const pull = dialog.getByRole('button', { name: 'Pull the lever' });
    // One press pulls nothing.
    expect(pull).toBeDisabled();
    await userEvent.click(
      dialog.getByRole('button', { name: 'Customers are hurt' }),
    );
    await userEvent.click(pull);
    const holders = await screen.findByRole('list', {
      name: 'Who holds the lever',
    });
    expect(holders).toHaveTextContent('Customers are hurt');
    cleanup();

    openDrills(api, 'lever');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Release the lever' }),
    );
    const release = within(await screen.findByRole('dialog'));
    await userEvent.type(release.getByRole('textbox'), 'All is well');
    // Somebody else pulls it meanwhile.
    api.write(
      LEVER_SUBJECT,
      'lever.pulled',
      { reason: 'Not yet' },
      { actor: 'user:default/ada' },
    );
    const confirm = release.getByRole('button', { name: 'Release the lever' });
    await userEvent.click(confirm);
    expect(
      await release.findByText(/The lever is also held by/),
    ).toBeInTheDocument();
    expect(await release.findByText('Not yet')).toBeInTheDocument();
    await userEvent.click(confirm);
    expect(
      await screen.findByText('Nobody holds it. Drills may start.'),
    ).toBeInTheDocument();
  });
});
