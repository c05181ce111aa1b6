import { CalendarChange } from '@countersign/plugin-change-management-common';
import { screen } from '@testing-library/react';
import { renderPage } from '../../__testUtils__/renderPage';
import { EventLabel } from './EventLabel';

jest.setTimeout(240_000);

const emergency: CalendarChange = {
  id: '00000000-0000-4000-8000-000000000042',
  number: 'CHG0000042',
  title: 'Fail over the database',
  state: 'review',
  type: 'emergency',
  window: {
    start: '2026-11-20T22:00:00.000Z',
    end: '2026-11-20T23:00:00.000Z',
  },
  items: ['resource:default/orders-db'],
  environment: 'production',
  requester: 'user:default/rae',
  approvalStatus: 'due',
};
const hoursFromNow = (hours: number) =>
  new Date(Date.now() + hours * 3_600_000).toISOString();

async function show(part: Partial<CalendarChange>) {
  renderPage(
    <EventLabel
      subject={{ type: 'change', change: { ...emergency, ...part } }}
      view="month"
      timeText=""
    />,
  );
  await screen.findByText(emergency.title);
}

describe('EventLabel', () => {
  it('says that an emergency change still owes its approval', async () => {
    await show({ approvalDueAt: hoursFromNow(4) });
    expect(screen.getByText('Approval due')).toBeInTheDocument();
  });

  it('says that the approval has not come in time', async () => {
    await show({ approvalDueAt: hoursFromNow(-4) });
    expect(screen.getByText('Approval overdue')).toBeInTheDocument();
  });

  it('says nothing of it once it has been given', async () => {
    await show({ approvalStatus: 'approved', approvalDueAt: hoursFromNow(-4) });
    expect(screen.queryByText(/^Approval/)).not.toBeInTheDocument();
  });
});
