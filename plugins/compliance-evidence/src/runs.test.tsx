import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DateTime } from 'luxon';
import { FakeEvidence } from './__testUtils__/FakeBackend';
import { evidenceId, report, run } from './__testUtils__/fixtures';
import { open } from './__testUtils__/open';
import { withoutRole } from './__testUtils__/withoutRole';
import { lastPeriod, parametersOf } from './components/runForm';

jest.setTimeout(240_000);

describe('reports', () => {
  it('say what they are, and lead to the form that runs them', async () => {
    open('');
    expect(
      await screen.findByRole('link', {
        name: 'Quarterly SOX access report',
      }),
    ).toHaveAttribute('href', '/evidence/reports/sox-access');
    expect(screen.getByText('Ready to run')).toBeInTheDocument();
    expect(screen.getByText(/1 question · 1 source/)).toBeInTheDocument();
  });

  it('run with what was chosen, and keep it when the server refuses', async () => {
    const refuse = Object.assign(new Error('quarter: 2026Q9 is none'), {
      name: 'InputError',
      problems: [
        { field: 'parameters.quarter', message: 'must be such as 2026Q3' },
      ],
    });
    const evidence = new FakeEvidence({ refuse });
    open('reports/sox-access', { evidence });
    const quarter = await screen.findByRole('textbox', { name: /Quarter/ });
    await userEvent.clear(quarter);
    await userEvent.type(quarter, '2026Q9');
    await userEvent.type(
      screen.getByRole('textbox', { name: /Clusters/ }),
      'payments-eu{Enter}orders',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Run report' }));
    expect(
      await screen.findByText(/must be such as 2026Q3/i),
    ).toBeInTheDocument();
    expect(quarter).toHaveValue('2026Q9');
    expect(evidence.requested).toEqual([
      {
        report: 'sox-access',
        parameters: { quarter: '2026Q9', clusters: ['payments-eu', 'orders'] },
        deliver: true,
      },
    ]);
  });

  it('that are broken say where, and cannot be run', async () => {
    const broken = report();
    broken.report = {
      ...broken.report,
      ready: false,
      problems: [
        {
          file: 'queries/grants.sql',
          line: 7,
          path: '',
          rule: 'collate',
          message: 'ORDER BY of text needs COLLATE "C".',
        },
      ],
    };
    open('reports/sox-access', {
      evidence: new FakeEvidence({ report: broken }),
    });
    const problems = within(
      await screen.findByRole('region', { name: 'Problems' }),
    );
    expect(
      problems.getByText('queries/grants.sql, line 7'),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Run report' })).toBeDisabled();
  });

  it('begin with the period that ended last', () => {
    const now = DateTime.fromISO('2026-01-15', { zone: 'utc' });
    expect(lastPeriod('quarter', now)).toBe('2025Q4');
    expect(lastPeriod('month', now)).toBe('2025-12');
    expect(lastPeriod('day', now)).toBe('2026-01-14');
    const { parameters } = report().report;
    expect(
      parametersOf(parameters, { quarter: ' ', clusters: '\n a \n' }),
    ).toEqual({ clusters: ['a'] });
  });
});

describe('a run', () => {
  it('leads from a cell to its evidence, its query and the raw bytes in three clicks', async () => {
    open('runs/RUN0000007/questions/grants-without-ticket');
    // The formula of an attacker is text.
    await userEvent.click(await screen.findByText(/=cmd/));
    const row = await screen.findByRole('region', { name: /Row 1/ });
    await userEvent.click(
      within(row).getByRole('link', { name: 'grants · IAM (Google Cloud)' }),
    );
    expect(
      await screen.findByText('all grants of the quarter'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', {
        level: 1,
        name: 'Evidence from IAM (Google Cloud)',
      }),
    ).toBeInTheDocument();
    const saved = jest.fn(() => 'blob:raw');
    Object.assign(URL, { createObjectURL: saved, revokeObjectURL: () => {} });
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(() => {});
    await userEvent.click(
      screen.getByRole('button', { name: 'Download raw bytes' }),
    );
    await waitFor(() => expect(saved).toHaveBeenCalledTimes(1));
  });

  it('with a thousand violations shows fifty of them at a time, and leads to each', async () => {
    open('runs/RUN0000007/questions/grants-without-ticket', {
      evidence: new FakeEvidence({ rows: 1_000 }),
    });
    const range = (text: string) => screen.findByText(text);
    expect(await range('Rows 1 to 50 of 1,000')).toBeInTheDocument();
    expect(
      screen.getAllByRole('button', { name: /Show evidence of row/ }),
    ).toHaveLength(50);
    await userEvent.click(screen.getByRole('link', { name: 'Last rows' }));
    expect(await range('Rows 951 to 1,000 of 1,000')).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'Next rows' }),
    ).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('link', { name: 'Previous rows' }));
    expect(await range('Rows 901 to 950 of 1,000')).toBeInTheDocument();

    const number = screen.getByRole('textbox', { name: /Row number/ });
    await userEvent.type(number, '1001{Enter}');
    expect(
      await screen.findByText(/numbered from 1 to 1,000/),
    ).toBeInTheDocument();
    await userEvent.clear(number);
    await userEvent.type(number, '735{Enter}');
    const row = await screen.findByRole('region', { name: /Row 735/ });
    expect(
      within(row).getByText(/--row grants-without-ticket\/734/),
    ).toBeInTheDocument();
    expect(await range('Rows 701 to 750 of 1,000')).toBeInTheDocument();
  });

  it('shows its phases, what was answered, taken, made and sent', async () => {
    open('runs/RUN0000007', {
      evidence: new FakeEvidence({ run: run({ state: 'running' }) }),
    });
    const phases = await screen.findByRole('list', { name: 'Phases' });
    const stage = within(phases).getByText('Stage').closest('li');
    expect(stage).toHaveAttribute('aria-current', 'step');
    expect(stage).toHaveTextContent('3 of 5 sources');
    expect(
      screen.getByRole('link', { name: 'Grants without a ticket' }),
    ).toHaveAttribute(
      'href',
      '/evidence/runs/RUN0000007/questions/grants-without-ticket',
    );
    expect(screen.getByRole('link', { name: 'Grants' })).toHaveAttribute(
      'href',
      `/evidence/runs/RUN0000007/evidence/${evidenceId}`,
    );
    expect(
      screen.getByRole('button', { name: 'Download RUN0000007.zip' }),
    ).toBeInTheDocument();
    expect(screen.getByText('audit@example.com')).toBeInTheDocument();
  });

  it('that is mailed to nobody says so beside each recipient, and how many rows it read', async () => {
    const made = run();
    open('runs/RUN0000007', {
      evidence: new FakeEvidence({
        run: {
          ...made,
          phases: [{ phase: 'deliver', state: 'skipped' }],
          deliveries: [
            { recipient: 'audit@example.com', state: 'waiting', attempts: 0 },
          ],
          sources: made.sources.map(source => ({ ...source, rows: 18_661 })),
        },
      }),
    });
    const deliveries = await screen.findByRole('region', {
      name: 'Deliveries',
    });
    expect(within(deliveries).getByText('Not sent')).toBeInTheDocument();
    expect(screen.getByText(/^18,661 rows · /)).toBeInTheDocument();
  });

  it('says how its pack is verified elsewhere, and hands out the page that does it', async () => {
    open('runs/RUN0000007');
    const panel = within(
      await screen.findByRole('region', {
        name: 'Check it without the portal',
      }),
    );
    expect(
      await panel.findByText(
        "countersign verify RUN0000007.zip --key 'countersign/compliance-evidence+1a2b3c4d+AbCd'",
      ),
    ).toBeInTheDocument();
    const saved = jest.fn(() => 'blob:page');
    Object.assign(URL, { createObjectURL: saved, revokeObjectURL: () => {} });
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(() => {});
    await userEvent.click(
      await panel.findByRole('button', { name: 'Download verify.html' }),
    );
    await waitFor(() => expect(saved).toHaveBeenCalledTimes(1));
  });

  it('offers no command before the keys are known, and says when they do not come', async () => {
    const evidence = new FakeEvidence();
    const status = evidence.getLedgerStatus();
    const waiting: (() => void)[] = [];
    evidence.getLedgerStatus = () =>
      new Promise((_, reject) => {
        waiting.push(() => reject(new Error('The ledger is away.')));
      });
    open('runs/RUN0000007', { evidence });
    const panel = await screen.findByRole('region', {
      name: 'Check it without the portal',
    });
    await waitFor(() => expect(waiting).not.toHaveLength(0));
    expect(panel).not.toHaveTextContent('countersign verify RUN');
    waiting.forEach(refuse => refuse());
    expect(await within(panel).findByRole('alert')).toHaveTextContent(
      'The ledger is away.',
    );
    evidence.getLedgerStatus = () => status;
    await userEvent.click(within(panel).getByRole('button', { name: 'Retry' }));
    expect(
      await within(panel).findByText(/^countersign verify RUN.* --key/),
    ).toBeInTheDocument();
  });

  it('says who asked for its erasure, and lets another person agree with a reason', async () => {
    const evidence = new FakeEvidence();
    open('runs/RUN0000007', { evidence });
    const panel = within(
      await screen.findByRole('region', { name: 'Keeping' }),
    );
    expect(panel.getByText('A person asked for it')).toBeInTheDocument();
    expect(
      panel.queryByRole('button', { name: 'Hold evidence' }),
    ).not.toBeInTheDocument();
    await userEvent.click(
      panel.getByRole('button', { name: 'Erase evidence' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Reason/ }),
      'The request is lawful',
    );
    await userEvent.click(
      dialog.getByRole('button', { name: 'Erase evidence' }),
    );
    await waitFor(() =>
      expect(evidence.decided).toEqual([
        { verb: 'erase', version: 1, reason: 'The request is lawful' },
      ]),
    );
  });

  it('that failed says of which source, and what would be right', async () => {
    const failed = run({
      state: 'failed',
      failure: {
        phase: 'snapshot',
        source: 'iam-logs',
        problem: 'iam-logs answered 503 three times.',
        remedy: 'Try again once it answers.',
      },
    });
    open('runs/RUN0000007', { evidence: new FakeEvidence({ run: failed }) });
    expect(
      await screen.findByText('Stopped in Snapshot: iam-logs'),
    ).toBeInTheDocument();
    expect(screen.getByText(/Try again once it answers/)).toBeInTheDocument();
  });

  it('is compared with another one, each row with its cause', async () => {
    open('runs/RUN0000007/compare/RUN0000006');
    const table = await screen.findByRole('table', {
      name: 'Grants without a ticket',
    });
    expect(within(table).getByText('Åsa')).toBeInTheDocument();
    expect(within(table).getByText('日本')).toBeInTheDocument();
    expect(within(table).getByText('Source')).toBeInTheDocument();
  });

  it('that is not there leads to the others', async () => {
    open('runs/RUN0000099');
    expect(await screen.findByText('There is no such run')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'All runs' })).toHaveAttribute(
      'href',
      '/evidence/runs',
    );
  });
});

describe('the list of runs', () => {
  it('has its filters in the address', async () => {
    const evidence = new FakeEvidence();
    open('runs?state=failed&report=sox-access', { evidence });
    expect(
      await screen.findByText('Quarterly SOX access report'),
    ).toBeInTheDocument();
    expect(evidence.listed[0]).toMatchObject({
      state: ['failed'],
      report: ['sox-access'],
    });
    expect(screen.getByText('1 violation')).toBeInTheDocument();
  });
});

describe('the questions', () => {
  it('are found by a control, and lead to their last answer', async () => {
    open('questions?q=ac-2');
    expect(
      await screen.findByRole('link', { name: 'RUN0000007' }),
    ).toHaveAttribute(
      'href',
      '/evidence/runs/RUN0000007/questions/grants-without-ticket',
    );
    // On a phone each cell stands under its own name: the row of names is not there.
    const [, line] = screen.getAllByRole('row');
    expect(
      within(line)
        .getAllByRole('cell')
        .map(cell => cell.getAttribute('data-label')),
    ).toEqual(
      screen
        .getAllByRole('columnheader')
        .slice(1)
        .map(name => name.textContent),
    );
    expect(withoutRole(screen.getByRole('table'))).toEqual([]);
  });
});
