import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeInquiries, inquiry } from './__testUtils__/FakeInquiries';
import { open } from './__testUtils__/open';

jest.setTimeout(240_000);

const sha256 = `sha256:${'a'.repeat(64)}` as const;

describe('the console', () => {
  it('shows the tables beside the question, and sends it as it is written', async () => {
    const inquiries = new FakeInquiries();
    open('console', { inquiries });
    expect(await screen.findByText('1,234 rows')).toBeInTheDocument();
    await userEvent.type(
      screen.getByRole('textbox', { name: /What you want to know/ }),
      'Grants by cluster',
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: /SQL/ }),
      'SELECT cluster FROM grants ORDER BY cluster',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Ask' }));
    // It leads to the answer.
    expect(
      await screen.findByRole('heading', {
        level: 1,
        name: 'Grants by cluster',
      }),
    ).toBeInTheDocument();
    const result = await screen.findByRole('table', {
      name: 'Grants by cluster',
    });
    expect(within(result).getByText('ledger')).toBeInTheDocument();
    expect(inquiries.asked).toEqual([
      {
        title: 'Grants by cluster',
        sql: 'SELECT cluster FROM grants ORDER BY cluster',
      },
    ]);
  });

  it('keeps a question that is refused, and says what is wrong with it', async () => {
    const refuse = Object.assign(new Error('sql: no'), {
      name: 'InputError',
      problems: [
        {
          field: 'sql',
          message: 'Line 1, column 8: pg_sleep is not allowed: leave it out',
        },
      ],
    });
    open('console', { inquiries: new FakeInquiries({ refuse }) });
    const sql = await screen.findByRole('textbox', { name: /SQL/ });
    await userEvent.type(
      screen.getByRole('textbox', { name: /What you want to know/ }),
      'Nothing',
    );
    await userEvent.type(sql, 'SELECT pg_sleep(9)');
    await userEvent.click(screen.getByRole('button', { name: 'Ask' }));
    expect(
      (await screen.findAllByText(/pg_sleep is not allowed/)).length,
    ).toBeGreaterThan(0);
    expect(sql).toHaveValue('SELECT pg_sleep(9)');
  });
});

describe('an inquiry', () => {
  it('of a shadow run says how many cells differ, and that none does where none does', async () => {
    const detail = {
      inquiry: inquiry({
        asked: {
          kind: 'shadow',
          question: 'grants-without-ticket',
          version: '1',
          rows: 2,
          key: ['grant_id'],
          columns: [{ column: 'grant_id', header: 'Grant' }],
          file: { name: 'by-hand.xlsx', size: 9, sha256, table: sha256 },
        },
        outcome: {
          ...{ kind: 'shadow', byHand: 2, same: 2, differ: 0, onlyInRun: 0 },
          ...{ onlyByHand: 0, repeated: 0, cells: 2, cellsDiffer: 0 },
        },
        result: { columns: ['difference'], rows: 0, size: 11, sha256 },
      }),
      rows: [],
      more: 0,
    };
    open('console/INQ0000007', { inquiries: new FakeInquiries({ detail }) });
    expect(await screen.findByText('by-hand.xlsx')).toBeInTheDocument();
    expect(screen.getByText('0 of 2')).toBeInTheDocument();
    expect(screen.getByText(/every cell is the same/)).toBeInTheDocument();
  });
});

describe('a run', () => {
  it('gives a sample of an answer, of as many rows as the reader asks for', async () => {
    const inquiries = new FakeInquiries();
    open('runs/RUN0000007', { inquiries });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Take a sample' }),
    );
    const dialog = await screen.findByRole('dialog');
    const size = within(dialog).getByRole('textbox', { name: /Rows/ });
    await userEvent.clear(size);
    await userEvent.type(size, '10');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Take a sample' }),
    );
    expect(
      await screen.findByRole('heading', {
        level: 1,
        name: 'Grants by cluster',
      }),
    ).toBeInTheDocument();
    expect(inquiries.asked).toEqual([
      { question: 'grants-without-ticket', size: 10 },
    ]);
  });
});

describe('a report', () => {
  it('shows since when it matches what is made by hand', async () => {
    const parity = {
      items: [
        {
          ...{ question: 'grants', title: 'Grants without a ticket' },
          ...{ needed: 14, inARow: 1, trusted: false },
          days: [
            {
              inquiry: 'INQ0000007',
              run: 'RUN0000007',
              at: '2026-11-26T12:00:00.000Z',
              matches: true,
            },
          ],
          broken: { by: 'gap' as const, at: '2026-11-24T00:00:00.000Z' },
        },
      ],
    };
    open('reports/sox-access', { inquiries: new FakeInquiries({ parity }) });
    expect(await screen.findByText(/1 of 14 in a row/)).toBeInTheDocument();
    expect(screen.getByText(/Nothing was held for/)).toBeInTheDocument();
    expect(screen.getByText('Matches')).toBeInTheDocument();
  });
});
