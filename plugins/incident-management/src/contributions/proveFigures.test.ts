import { wrongField } from '@countersign/plugin-governance-common';
import { proveFigures } from './proveFigures';

type Request = Parameters<typeof proveFigures>[0];

const request = (api: object): Request => ({
  apis: { get: () => api } as unknown as Request['apis'],
  query: {
    previousFrom: '2026-05-01T00:00:00.000Z',
    from: '2026-08-01T00:00:00.000Z',
    to: '2026-11-01T00:00:00.000Z',
    team: ['group:default/checkout'],
  },
  signal: new AbortController().signal,
  answer: {
    figures: [{ id: 'open', list: { team: ['group:default/checkout'] } }],
  } as unknown as Request['answer'],
});
const tooMany = wrongField('from', 'there are 2001 incidents in this period');

describe('the proof of the figures of incidents', () => {
  const stated = (
    refused: (period: { from: string }) => Error | undefined,
  ) => ({
    stateFigures: async (period: { from: string }) => {
      const error = refused(period);
      if (error) throw error;
      return { id: period.from.slice(0, 7) };
    },
    getStatementEvidence: async () => new Uint8Array([1]),
  });
  const names = async (api: object) =>
    Object.keys((await proveFigures(request(api))).evidence);

  it('is a statement of each period', async () => {
    expect(await names(stated(() => undefined))).toEqual([
      'figures-2026-08.evidence.json',
      'figures-2026-05.evidence.json',
    ]);
  });

  it('is none where one period has more than a statement takes: the export goes on without it', async () => {
    for (const month of ['2026-08', '2026-05']) {
      const api = stated(({ from }) =>
        from.startsWith(month) ? tooMany : undefined,
      );
      expect(await names(api)).toEqual([]);
    }
  });

  it('fails with the statement, for any other reason', async () => {
    await expect(names(stated(() => new Error('is away')))).rejects.toThrow(
      'is away',
    );
  });
});
