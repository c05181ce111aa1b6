import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { experiment, FakeDrills } from '../__testUtils__/FakeDrills';
import { openDrills, region } from '../__testUtils__/openDrills';

jest.setTimeout(240_000);

describe('an experiment', () => {
  it('says what it injects and what has to hold, and a drill of it is planned under a change', async () => {
    const api = new FakeDrills();
    openDrills(api, 'experiments/latency?plan');
    const dialog = within(await screen.findByRole('dialog'));
    const change = dialog.getByRole('textbox', { name: 'Change' });
    await userEvent.type(change, 'chg42');
    expect(dialog.getByText('Write it as CHG0000042.')).toBeInTheDocument();
    const plan = dialog.getByRole('button', { name: 'Plan drill' });
    expect(plan).toBeDisabled();
    await userEvent.clear(change);
    await userEvent.type(change, 'chg0000042');
    await userEvent.click(plan);
    // Its own page follows.
    expect(await screen.findByText('DRL0000009')).toBeInTheDocument();
    expect(api.planned).toEqual([
      { experiment: 'latency', change: 'CHG0000042' },
    ]);
  });

  it('has a schedule that a person turns on, and pauses with a reason', async () => {
    const api = new FakeDrills();
    api.experiments = [{ ...experiment, scheduled: true }];
    const window = {
      start: '2026-12-01T09:00:00.000Z',
      end: '2026-12-01T11:00:00.000Z',
    };
    api.schedules = [
      {
        experiment: 'latency',
        state: 'off',
        times: {
          ...window,
          ...{ timeZone: 'Europe/Berlin', rrule: 'FREQ=WEEKLY' },
          daysAhead: 1,
        },
        next: window,
        problem: 'Change management gives no answer: it is down',
      },
    ];
    openDrills(api, 'experiments/latency');
    const panel = within(
      await screen.findByRole('region', { name: 'Schedule' }),
    );
    expect(panel.getByText('Off')).toBeInTheDocument();
    expect(panel.getByText('1 day before its window')).toBeInTheDocument();
    expect(panel.getByText(/it is down/)).toBeInTheDocument();
    await userEvent.click(panel.getByRole('button', { name: 'Turn on' }));
    const asked = within(await screen.findByRole('dialog'));
    expect(
      asked.getByText(/Changes are opened in your name/),
    ).toBeInTheDocument();
    await userEvent.click(asked.getByRole('button', { name: 'Turn on' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Pause' }));
    const dialog = within(await screen.findByRole('dialog'));
    const pause = dialog.getByRole('button', { name: 'Pause' });
    expect(pause).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Why' }),
      'We move house.',
    );
    await userEvent.click(pause);
    expect(
      await screen.findByRole('button', { name: 'Turn on' }),
    ).toBeInTheDocument();
    expect(region('Schedule').getByText('We move house.')).toBeInTheDocument();
    // Its story stands below it, with its proof.
    const story = region('What happened to the schedule');
    expect(await story.findByText(/paused the schedule/)).toBeInTheDocument();
    expect(story.getByText(/turned the schedule on/)).toBeInTheDocument();
    expect(screen.getByRole('region', { name: 'Proof' })).toBeInTheDocument();
    expect(api.scheduleActs).toEqual([
      ['latency', 'turn-on', {}],
      ['latency', 'pause', { reason: 'We move house.' }],
    ]);
  });

  it('that is broken says in which line, and is not planned', async () => {
    const api = new FakeDrills();
    api.experiments = [
      {
        ...experiment,
        problems: [
          {
            ...{ severity: 'error', line: 12, path: 'method[0]' },
            ...{ rule: 'python-provider', message: 'is never executed' },
          },
        ],
      },
    ];
    openDrills(api, 'experiments/latency');
    const problems = await screen.findByRole('list', {
      name: 'What is wrong with it',
    });
    expect(problems).toHaveTextContent('line 12');
    expect(problems).toHaveTextContent('is never executed');
    expect(screen.getByRole('button', { name: 'Plan drill' })).toBeDisabled();
    expect(region('What it injects').getByText(/for 5 min/)).toHaveTextContent(
      'by a lease of 20 s',
    );
    expect(
      region('Steady state').getByText('holds while the status is 200'),
    ).toBeInTheDocument();
  });
});
