import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeDrills } from '../__testUtils__/FakeDrills';
import { openDrills, region } from '../__testUtils__/openDrills';
import { kept, lastingFault, probe } from '../__testUtils__/runs';

jest.setTimeout(240_000);

describe('a drill that is planned', () => {
  it('says everything that keeps it from starting, with its remedy and the targets of now', async () => {
    const api = new FakeDrills().open();
    api.targets = ['http://checkout-2:8080'];
    api.refusals = [
      {
        guard: 'freeze',
        message: 'The freeze Year end holds.',
        remedy: 'Wait until it is over.',
      },
      {
        guard: 'hours',
        message: 'Drills are not allowed at this hour.',
        remedy: 'Start it at ten.',
      },
    ];
    openDrills(api, 'DRL0000001');
    await screen.findByText('The freeze Year end holds.');
    const next = region('Next');
    expect(next.getByText('Start it at ten.')).toBeInTheDocument();
    expect(next.getByText('Was not planned')).toBeInTheDocument();
    expect(
      next.getByText('Was planned, and is not there any more'),
    ).toBeInTheDocument();
    expect(next.getByRole('button', { name: 'Start drill' })).toBeDisabled();
    api.refusals = [];
    await userEvent.click(next.getByRole('button', { name: 'Look again' }));
    await waitFor(() =>
      expect(next.getByRole('button', { name: 'Start drill' })).toBeEnabled(),
    );
  });

  it('is started by a second press, which names its targets', async () => {
    const api = new FakeDrills().open();
    openDrills(api, 'DRL0000001');
    const start = () => screen.findByRole('button', { name: 'Start drill' });
    // Nothing is started before it is known what keeps it from starting.
    await waitFor(async () => expect(await start()).toBeEnabled());
    await userEvent.click(await start());
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('http://checkout:8080')).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Start drill' }));
    expect(
      await screen.findByRole('button', { name: 'Stop drill' }),
    ).toBeInTheDocument();
  });
});

describe('a drill that runs', () => {
  it('shows its probes, the lease that counts down and what it spent, and is stopped with a reason', async () => {
    const api = new FakeDrills().open().start();
    api.spent = { 'checkout-latency': 0.125 };
    api.spentAt = new Date(Date.now() - 14_000).toISOString();
    const name = 'half of the answers are slow';
    const at = '2026-11-27T10:00:00.000Z';
    const all = kept(
      { type: 'phase', phase: 'method', at },
      { type: 'step', phase: 'method', name, at },
      { type: 'fault', change: 'renewed', fault: lastingFault },
      { type: 'activity', phase: 'method', run: probe(false, at) },
    );
    api.events = all.slice(0, 3);
    openDrills(api, 'DRL0000001');
    const faults = within(await screen.findByRole('list', { name: 'Faults' }));
    expect(faults.getByRole('timer')).toHaveTextContent(
      /ends by itself 0:(1\d|20) unless it is renewed/,
    );
    expect(faults.getByText(/renewed 3 times/)).toBeInTheDocument();
    const bar = region('The run');
    expect(bar.getByText('12.5 %')).toBeInTheDocument();
    expect(bar.getByText(/as of 1\d s ago/)).toBeInTheDocument();
    // What is done now, in the line that stays in sight and in its phase.
    expect(bar.getByText(name)).toBeInTheDocument();
    const phases = within(screen.getByRole('list', { name: 'Phases' }));
    expect(phases.getByText(name)).toBeInTheDocument();
    expect(phases.getByText('Now')).toBeInTheDocument();

    // Only what came after is asked for.
    api.events = all;
    expect(
      await screen.findByText('status was 503, expected 200'),
    ).toBeInTheDocument();
    expect(api.askedEvents).toContain(3);

    await userEvent.click(bar.getByRole('button', { name: 'Stop drill' }));
    const dialog = within(await screen.findByRole('dialog'));
    const stop = dialog.getByRole('button', { name: 'Stop drill' });
    expect(stop).toBeDisabled();
    await userEvent.type(dialog.getByRole('textbox'), 'Customers are hurt');
    await userEvent.click(stop);
    expect(
      await bar.findByText('Ending its faults and rolling back'),
    ).toBeInTheDocument();
  });
});

describe('a drill that the lever stopped', () => {
  it('says so while it ends and afterwards, and leads to the lever', async () => {
    const api = new FakeDrills().open().start();
    api.write('DRL0000001', 'drill.stop_asked', {
      reason: 'Customers are hurt',
      pull: 'p1',
    });
    openDrills(api, 'DRL0000001');
    const bar = within(await screen.findByRole('region', { name: 'The run' }));
    expect(
      bar.getByText('Stopped by the lever: Customers are hurt'),
    ).toBeInTheDocument();
    const timeline = region('Timeline');
    expect(
      await timeline.findByText(/stopped it by the lever/),
    ).toBeInTheDocument();
    expect(
      region('Belongs to it').getByRole('link', { name: 'The lever' }),
    ).toHaveAttribute('href', '/drills/lever');
  });
});

describe('a drill that is over', () => {
  const ended = () => {
    const api = new FakeDrills().open().start();
    api.write('DRL0000001', 'drill.ended', {
      outcome: 'deviated',
      reasons: ['The steady state did not hold after the method.'],
      journal: `sha256:${'b'.repeat(64)}`,
      faults: {
        from: '2026-11-27T10:00:03.000Z',
        to: '2026-11-27T10:05:03.000Z',
      },
    });
    api.events = kept(
      { type: 'phase', phase: 'method', at: '2026-11-27T10:00:02.000Z' },
      { type: 'fault', change: 'ended', fault: lastingFault },
      {
        type: 'activity',
        phase: 'method',
        run: probe(false, '2026-11-27T10:00:13.000Z'),
      },
    );
    return api;
  };

  it('compares what was predicted with what was measured, and has every time that is known', async () => {
    const api = ended();
    api.write('DRL0000001', 'drill.measured', {
      ...{ predicted: 66_000, measured: 72_600, missed: false },
      ...{ alert: 'ALR0000003', spent: { 'checkout-latency': 0.38 } },
    });
    api.write('DRL0000001', 'drill.responded', {
      incident: 'INC0000007',
      times: { acknowledged: '2026-11-27T10:02:03.000Z' },
    });
    openDrills(api, 'DRL0000001');
    await screen.findByRole('region', { name: 'Result' });
    const result = region('Result');
    expect(await result.findByText('10 % later')).toBeInTheDocument();
    expect(
      result.getByText('The steady state did not hold after the method.'),
    ).toBeInTheDocument();
    const times = within(screen.getByRole('table', { name: 'Times' }));
    const after = (name: string) =>
      within(times.getByText(name).closest('tr')!).getAllByRole('cell')[0];
    await waitFor(() =>
      expect(after('First bad probe')).toHaveTextContent('+10 s'),
    );
    expect(after('Alert fired')).toHaveTextContent('+72.6 s');
    expect(after('Acknowledged')).toHaveTextContent('+120 s');
    expect(after('Mitigated')).toHaveTextContent('—');
    expect(region('Predicted').getByText('38 %')).toBeInTheDocument();
    expect(region('Belongs to it').getByText('INC0000007')).toBeInTheDocument();
  });

  it('leads to the drill that repeats it, and to the plan of another', async () => {
    const api = ended().open('DRL0000002', { retestOf: 'DRL0000001' });
    openDrills(api, 'DRL0000001');
    await screen.findByRole('region', { name: 'Belongs to it' });
    const links = region('Belongs to it');
    expect(await links.findByText('DRL0000002')).toBeInTheDocument();
    await userEvent.click(
      await links.findByRole('link', { name: 'Plan a retest' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/It repeats DRL0000001/)).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Plan drill' }));
    await waitFor(() =>
      expect(api.planned).toEqual([
        expect.objectContaining({ retestOf: 'DRL0000001' }),
      ]),
    );
  });

  it('that nobody noticed says so and names its problem; lessons are written down', async () => {
    const api = ended();
    api.write('DRL0000001', 'drill.measured', {
      ...{ predicted: 66_000, missed: true, spent: {} },
    });
    api.write('DRL0000001', 'drill.problem_opened', { problem: 'PRB0000003' });
    openDrills(api, 'DRL0000001');
    expect((await screen.findAllByText('Not detected')).length).toBeGreaterThan(
      0,
    );
    expect(region('Belongs to it').getByText('PRB0000003')).toBeInTheDocument();
    await userEvent.click(
      region('Next').getByRole('button', { name: 'Add note' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'The alert was silenced');
    await userEvent.click(dialog.getByRole('button', { name: 'Add note' }));
    expect(
      await region('Timeline').findByText('The alert was silenced'),
    ).toBeInTheDocument();
  });
});
