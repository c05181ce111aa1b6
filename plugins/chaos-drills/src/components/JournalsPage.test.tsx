import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { componentRef, FakeDrills } from '../__testUtils__/FakeDrills';
import { openDrills } from '../__testUtils__/openDrills';

jest.setTimeout(240_000);

const journal = `start: 2026-11-20T10:00:00
end: 2026-11-20T10:05:00
status: completed
deviated: true
experiment:
  title: Stock answers late
  extensions:
    - name: countersign
      entity: ${componentRef}
      scenario: latency
`;

describe('journals of other tools', () => {
  it('are imported from a file, in which every mistake is said with its line', async () => {
    const api = new FakeDrills();
    openDrills(api, 'journals');
    expect(await screen.findByText('No journals yet')).toBeInTheDocument();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Import journal' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const submit = dialog.getByRole('button', { name: 'Import journal' });
    const choose = (text: string) =>
      userEvent.upload(
        dialog.getByLabelText('Journal (JSON or YAML)'),
        // The files of jsdom cannot be read as text.
        Object.assign(new File([text], 'journal.yaml'), {
          text: async () => text,
        }),
      );
    await choose(journal.replace('completed', 'happy').replace(/^end:.*/m, ''));
    const problems = await dialog.findByRole('list', {
      name: 'What is wrong with the file',
    });
    expect(problems).toHaveTextContent(/line 3 ?status/);
    expect(problems).toHaveTextContent(/line 1 ?end/);
    expect(submit).toBeDisabled();

    await choose(journal);
    expect(await dialog.findByText('Stock answers late')).toBeInTheDocument();
    // Named by our extension in its experiment.
    const scenario = dialog.getByRole('textbox', { name: /Scenario/ });
    expect(scenario).toHaveValue('latency');
    await userEvent.type(scenario, ' Spike');
    expect(dialog.getByText(/Write it as a word/)).toBeInTheDocument();
    expect(submit).toBeDisabled();
    await userEvent.clear(scenario);
    await userEvent.type(scenario, 'error-spike');
    await userEvent.click(submit);
    const list = within(
      await screen.findByRole('list', { name: 'Journals of other tools' }),
    );
    expect(list.getByText('Stock answers late')).toBeInTheDocument();
    expect(list.getByText('Deviated')).toBeInTheDocument();
    expect(api.journals).toMatchObject([
      { entity: componentRef, scenario: 'error-spike' },
    ]);
  });
});
