import { configure, screen, waitFor, within } from '@testing-library/react';
import { FakeChangeManagementApi } from '../../../dev/FakeChangeManagementApi';
import { metricsReport } from '../../../dev/fixtures';
import { renderPage } from '../../__testUtils__/renderPage';
import { MetricsPage } from './MetricsPage';

// A page of this size takes its time to appear in jsdom on a busy machine.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(240_000);

describe('MetricsPage', () => {
  it('shows each figure with what it rests on, what it means and what it leaves out', async () => {
    renderPage(<MetricsPage />);

    const figure = within(
      await screen.findByRole('region', { name: 'Lead time to approval' }),
    );
    expect(figure.getByText('9 h median')).toBeInTheDocument();
    expect(
      figure.getByText(
        (_, element) =>
          element?.textContent === '90 % within 31 h · n = 229 approved',
      ),
    ).toBeInTheDocument();
    expect(
      figure.getByText('Approval given − approval asked for.'),
    ).toBeInTheDocument();
    expect(
      figure.getByText(
        'Excludes: Standard changes, which are approved beforehand.',
      ),
    ).toBeInTheDocument();
  });

  it('shows who requests emergency changes, and leads to theirs', async () => {
    renderPage(<MetricsPage />);

    const row = within(await screen.findByRole('row', { name: /^ci\b/ }));
    expect(row.getByText('2.5 %')).toBeInTheDocument();
    const link = row.getByRole('link', { name: /^1 emergency/ });
    const href = new URL(link.getAttribute('href')!, 'http://portal');
    expect(href.searchParams.get('requester')).toBe('external:ci');
    expect(href.searchParams.get('type')).toBe('emergency');
  });

  it('says where a figure rests on few changes', async () => {
    renderPage(<MetricsPage />);

    const row = within(await screen.findByRole('row', { name: /^Very high/ }));
    expect(
      row.getByRole('link', { name: '4 Successful, Very high' }),
    ).toBeInTheDocument();
    expect(
      row.getByRole('link', { name: '2 Unsuccessful, Very high' }),
    ).toBeInTheDocument();
    expect(row.getAllByText('Small sample')).toHaveLength(3);
    expect(
      within(screen.getByRole('row', { name: /^Low/ })).queryByText(
        'Small sample',
      ),
    ).not.toBeInTheDocument();
  });

  it('shows no figure at all where nothing counts, rather than zero', async () => {
    const api = new FakeChangeManagementApi();
    jest.spyOn(api, 'getMetrics').mockResolvedValue({
      ...metricsReport(Date.now()),
      all: {
        successRate: { n: 0, count: 0 },
        outcomes: { successful: 0, successful_issues: 0, unsuccessful: 0 },
        leadTimeToApproval: { n: 0 },
        emergencyShare: { n: 0, count: 0 },
      },
    });
    renderPage(<MetricsPage />, { api });

    const figure = within(
      await screen.findByRole('region', { name: 'Success rate' }),
    );
    expect(figure.getByText('No data')).toBeInTheDocument();
    expect(figure.queryByRole('link')).not.toBeInTheDocument();
  });

  it('asks for what the address says, and leads to those changes', async () => {
    const api = new FakeChangeManagementApi();
    const metrics = jest.spyOn(api, 'getMetrics');
    renderPage(<MetricsPage />, {
      api,
      query:
        '?from=2026-10-01&to=2026-10-31&team=group:default/payments&environment=production',
    });

    const figure = within(
      await screen.findByRole('region', {
        name: 'Share of emergency changes',
      }),
    );
    expect(metrics).toHaveBeenCalledWith(
      {
        from: '2026-10-01T00:00:00.000Z',
        to: '2026-11-01T00:00:00.000Z',
        team: ['group:default/payments'],
        environment: ['production'],
      },
      expect.anything(),
    );
    const link = figure.getByRole('link', {
      name: '229 submitted',
    });
    const { searchParams } = new URL(
      link.getAttribute('href')!,
      'http://localhost',
    );
    expect(Object.fromEntries(searchParams)).toEqual({
      team: 'group:default/payments',
      environment: 'production',
      type: 'normal,standard,emergency',
      submittedFrom: expect.any(String),
      submittedTo: expect.any(String),
    });
  });

  it('asks for nothing while the period ends before it starts', async () => {
    const api = new FakeChangeManagementApi();
    const metrics = jest.spyOn(api, 'getMetrics');
    renderPage(<MetricsPage />, {
      api,
      query: '?from=2026-10-31&to=2026-10-01',
    });

    await waitFor(() =>
      expect(
        screen.getByText('The period must end after it starts.'),
      ).toBeInTheDocument(),
    );
    expect(metrics).not.toHaveBeenCalled();
  });

  it('tells the failure rate of a band with its interval in words', async () => {
    renderPage(<MetricsPage />);

    expect(
      await screen.findByRole('img', {
        name: /^High: 5 of 38 failed, 13 %, 95 % interval/,
      }),
    ).toBeInTheDocument();
  });
});
