import { screen, within } from '@testing-library/react';
import { componentRef, FakeDrills } from '../__testUtils__/FakeDrills';
import { openDrills, region } from '../__testUtils__/openDrills';

jest.setTimeout(240_000);

describe('detection', () => {
  it('has its error over all drills, and first those that nobody noticed', async () => {
    const api = new FakeDrills();
    const drill = {
      ...{ title: 'Slow', entity: componentRef, scenario: 'latency' },
      endedAt: '2026-11-27T10:06:00.000Z',
    };
    api.detection = {
      ...{ compared: 1, medianError: 0.1, within: 1, missed: 1, surprises: 0 },
      drills: [
        {
          ...drill,
          ...{ number: 'DRL0000002', missed: false },
          ...{ predicted: 66_000, measured: 59_400 },
        },
        { ...drill, number: 'DRL0000001', predicted: 66_000, missed: true },
      ],
    };
    openDrills(api, 'detection');
    const table = within(await screen.findByRole('table', { name: 'Drills' }));
    const rows = table.getAllByRole('row').slice(1);
    expect(rows[0]).toHaveTextContent('DRL0000001');
    expect(rows[0]).toHaveTextContent('Not detected');
    expect(rows[1]).toHaveTextContent('10 % sooner');
    expect(region('Median error').getByText('10 %')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'List those that were not detected' }),
    ).toHaveAttribute('href', '/drills/runs?missed=true');
  });
});
