import governancePlugin from '@countersign/plugin-governance';
import {
  oddRef,
  renderMeetingPlaces,
} from '@countersign/plugin-governance-test-utils/pages';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { FakeAssurance, FakeEvidence } from './__testUtils__/FakeBackend';
import { finding, reader, request } from './__testUtils__/fixtures';
import { open } from './__testUtils__/open';
import { withoutRole } from './__testUtils__/withoutRole';
import { assuranceApiRef, evidenceApiRef } from './api';
import { complianceEvidencePlugin } from './plugin';

jest.setTimeout(240_000);

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout-api', namespace: 'default' },
};

describe('the list of findings', () => {
  it('has its filters in the address, and takes each away by its chip', async () => {
    const assurance = new FakeAssurance();
    open('findings?state=open&run=RUN0000007', { assurance });
    expect(
      await screen.findByText('Grants without a ticket: G-17'),
    ).toBeInTheDocument();
    expect(assurance.asked[0]).toMatchObject({
      state: ['open'],
      run: ['RUN0000007'],
    });
    expect(screen.getByRole('status')).toHaveTextContent('1 finding');
  });

  it('shows whoever owns a finding, and what it cannot show as one odd row', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(oddRef, { minLength: 6, maxLength: 6 }),
        async owners => {
          cleanup();
          const odd = owners.map((owner, i) => ({
            ...finding({ number: `FND000010${i}`, title: `Odd ${i}` }),
            owner,
          }));
          const { unmount } = open('findings', {
            assurance: new FakeAssurance({ findings: odd }),
          });
          for (const { title } of odd) {
            expect(await screen.findByText(title)).toBeInTheDocument();
          }
          unmount();
        },
      ),
      { numRuns: 2 },
    );
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const later = Object.assign(finding(), { state: 'of a later version' });
    open('findings', {
      assurance: new FakeAssurance({
        findings: [later, finding({ number: 'FND0000002', title: 'As usual' })],
      }),
    });
    expect(
      await screen.findByText("Couldn't show FND0000001"),
    ).toBeInTheDocument();
    expect(screen.getByText('As usual')).toBeInTheDocument();
  });
});

describe('the page of a finding', () => {
  it('says what is next, and sends what was typed', async () => {
    const assurance = new FakeAssurance();
    open('findings/FND0000001', { assurance });
    expect(
      await screen.findByRole('link', { name: 'See the row and its evidence' }),
    ).toHaveAttribute(
      'href',
      '/evidence/runs/RUN0000007/questions/grants-without-ticket?row=0',
    );
    const next = within(screen.getByRole('region', { name: 'Next' }));
    await userEvent.click(next.getByRole('button', { name: 'Explain' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Evidence/ }),
      'CHG0000042',
    );
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Why it is so/ }),
      'Known since the merger.',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Explain' }));
    await waitFor(() =>
      expect(assurance.acted).toEqual([
        {
          number: 'FND0000001',
          verb: 'explain',
          body: {
            text: 'Known since the merger.',
            evidence: [{ reference: 'CHG0000042' }],
          },
        },
      ]),
    );
  });

  it('offers the run that no longer shows it to whoever closes it', async () => {
    open('findings/FND0000001', {
      assurance: new FakeAssurance({
        findings: [finding({ absentRun: 'RUN0000009' })],
      }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Close by evidence' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByRole('textbox', { name: /Run that no longer shows it/ }),
    ).toHaveValue('RUN0000009');
  });

  it('of something that happened is closed by its explanation, without a run', async () => {
    const assurance = new FakeAssurance({
      findings: [
        finding({
          state: 'explained',
          about: 'period',
          period: {
            label: '2026Q3',
            start: '2026-06-30T22:00:00.000Z',
            end: '2026-09-30T22:00:00.000Z',
          },
          explanation: {
            text: 'The ticket was filed elsewhere.',
            evidence: [{ reference: 'CHG0000042' }],
            by: 'user:default/olive',
            at: '2026-11-26T10:00:00.000Z',
          },
        }),
      ],
    });
    open('findings/FND0000001', { assurance });
    expect(await screen.findByText('2026Q3')).toBeInTheDocument();
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Close by evidence' })[0],
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/A run of 2026Q3/)).toBeInTheDocument();
    await userEvent.type(
      dialog.getByRole('textbox', { name: /What was done/ }),
      'The ticket is there.',
    );
    await userEvent.click(
      dialog.getByRole('button', { name: 'Close by evidence' }),
    );
    await waitFor(() =>
      expect(assurance.acted).toMatchObject([
        { verb: 'close', body: { text: 'The ticket is there.' } },
      ]),
    );
    expect(JSON.stringify(assurance.acted)).not.toContain('RUN');
  });

  it('does not let whoever explained it accept it', async () => {
    const explained = finding({
      state: 'explained',
      hands: [reader],
      explanation: {
        text: 'Known.',
        evidence: [],
        by: reader,
        at: '2026-11-26T10:00:00.000Z',
      },
    });
    open('findings/FND0000001', {
      assurance: new FakeAssurance({ findings: [explained] }),
    });
    expect(await screen.findByText('Known.')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Accept until a date' }),
    ).not.toBeInTheDocument();
  });
});

describe('the page of a request', () => {
  it('takes an answer only with evidence', async () => {
    const assurance = new FakeAssurance();
    open('requests/REQ0000001', { assurance });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Answer' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Answer' }),
      'See the run.',
    );
    const send = dialog.getByRole('button', { name: 'Answer' });
    expect(send).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Evidence/ }),
      'RUN0000007',
    );
    await userEvent.click(send);
    await waitFor(() =>
      expect(assurance.acted).toMatchObject([
        {
          verb: 'answer',
          body: { references: [{ reference: 'RUN0000007' }] },
        },
      ]),
    );
  });

  it('stands in the list as overdue once its day has come', async () => {
    open('requests');
    expect(await screen.findByText(/Overdue/)).toBeInTheDocument();
  });
});

describe('the controls', () => {
  it('show a score that adds up, each figure a link to its findings', async () => {
    open('controls');
    const table = within(
      await screen.findByRole('table', { name: 'SOX ITGC/AC-2' }),
    );
    const points = table
      .getAllByText(/^\d of \d$/)
      .map(cell => cell.textContent);
    expect(points).toEqual(['0 of 4', '4 of 4', '4 of 8']);
    // On a phone each stands under its own name: the row of names is not there.
    const names = table.getAllByRole('columnheader').map(h => h.textContent);
    const [, line] = table.getAllByRole('row');
    expect(
      within(line)
        .getAllByRole('cell')
        .map(cell => cell.getAttribute('data-label')),
    ).toEqual(names.slice(1));
    expect(
      withoutRole(screen.getByRole('table', { name: 'SOX ITGC/AC-2' })),
    ).toEqual([]);
    expect(table.getByRole('link', { name: '3' })).toHaveAttribute(
      'href',
      '/evidence/findings?report=sox-access&question=grants-without-ticket&state=open%2Cexplained%2Caccepted%2Cremediating',
    );
    expect(screen.getByText('ATT0000001')).toBeInTheDocument();
    const trend = screen.getByRole('table', {
      name: 'Score after each run',
      hidden: true,
    });
    expect(
      within(trend).getByRole('row', {
        name: /RUN0000007.*50 %/,
        hidden: true,
      }),
    ).toBeInTheDocument();
  });

  it('are attested by a run, for a period', async () => {
    const assurance = new FakeAssurance();
    open('controls', { assurance });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Attest' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Statement/ }),
      'It worked.',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Attest' }));
    await waitFor(() =>
      expect(assurance.acted).toMatchObject([
        {
          verb: 'attest',
          body: {
            control: { framework: 'SOX ITGC', id: 'AC-2' },
            run: 'RUN0000007',
            conclusion: 'effective',
            text: 'It worked.',
            // A day begins in the zone of the report.
            period: { start: expect.stringMatching(/T2[23]:00:00.000Z$/) },
          },
        },
      ]),
    );
  });

  it('show what was attested, by whom and by which run', async () => {
    open('controls/ATT0000001');
    expect(
      await screen.findByText('One grant lacked its ticket.'),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Withdraw' }),
    ).toBeInTheDocument();
    expect(await screen.findByText(/attested to it/)).toBeInTheDocument();
  });
});

describe('where areas meet', () => {
  it('has findings and requests in the one inbox, and runs and findings on the page and the time line of their entity', async () => {
    renderMeetingPlaces([governancePlugin, complianceEvidencePlugin], {
      entity,
      user: reader,
      apis: [
        [
          assuranceApiRef,
          new FakeAssurance({ requests: [request({ state: 'open' })] }),
        ],
        [evidenceApiRef, new FakeEvidence()],
      ],
    });
    expect(
      await screen.findByText('Leavers of the third quarter'),
    ).toBeInTheDocument();
    const card = within(
      await screen.findByRole('region', {
        name: 'What do audits find here?',
      }),
    );
    expect(
      await card.findByRole('link', { name: /FND0000001/ }),
    ).toHaveAttribute('href', '/evidence/findings/FND0000001');
    const scope = within(card.getByRole('list', { name: 'In scope of' }));
    expect(
      scope.getByRole('link', { name: 'Quarterly SOX access report' }),
    ).toHaveAttribute('href', '/evidence/reports/sox-access');
    expect(scope.getByText('RUN0000007')).toBeInTheDocument();
    const timeline = within(
      await screen.findByRole('list', { name: 'What happened lately?' }),
    );
    expect(
      await timeline.findByRole('link', { name: 'FND0000001' }),
    ).toHaveAttribute('href', '/evidence/findings/FND0000001');
    expect(timeline.getByRole('link', { name: 'RUN0000007' })).toHaveAttribute(
      'href',
      '/evidence/runs/RUN0000007',
    );
  });
});
