import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { derivedComplianceFigures } from './derived';
import { complianceDashboardFigures } from './figures';

const day = (days: number) =>
  new Date(Date.UTC(2026, 10, 1) + days * 86_400_000).toISOString();
const hex = 'a'.repeat(64);
const leaf = `${'A'.repeat(43)}=`;
const at = day(20);

const finding = fc.record({
  severity: fc.constantFrom('low', 'medium', 'high', 'critical'),
  opened: fc.integer({ min: 0, max: 25 }),
  fate: fc.constantFrom('open' as const, 'accepted' as const),
  /** When an acceptance ends. */
  until: fc.integer({ min: 10, max: 30 }),
});
const request = fc.record({
  opened: fc.integer({ min: 0, max: 25 }),
  due: fc.integer({ min: 1, max: 30 }),
});

it('follows from the stories of findings and requests what the tile counts of them', () => {
  fc.assert(
    fc.property(
      fc.array(finding, { maxLength: 12 }),
      fc.array(request, { maxLength: 8 }),
      (findings, requests) => {
        const entry = (
          subject: string,
          type: string,
          on: number,
          data: object,
        ): LedgerEntry => ({
          ...{ id: `${subject}-${type}`, type, subject },
          ...{ actor: 'user:default/ada', occurredAt: day(on) },
          data: data as LedgerEntry['data'],
        });
        const entries = [
          ...findings.flatMap(({ severity, opened, fate, until }, n) => {
            const subject = `FND${String(n).padStart(7, '0')}`;
            return [
              entry(subject, 'finding.opened', opened, {
                ...{ rules: 1, report: 'sox', question: 'grants' },
                ...{ questionVersion: '1', title: 'A grant', severity },
                controls: [{ framework: 'SOX ITGC', id: 'AC-2' }],
                key: [{ column: 'grant_id', value: 'G-17' }],
                fingerprint: hex,
                seen: { run: 'RUN0000003', position: 4, leaf },
                team: 'group:default/sre',
              }),
              ...(fate === 'accepted'
                ? [
                    entry(subject, 'finding.accepted', opened, {
                      ...{ until: day(until), reason: 'It is small.' },
                    }),
                  ]
                : []),
            ];
          }),
          ...requests.map(({ opened, due }, n) =>
            entry(
              `REQ${String(n).padStart(7, '0')}`,
              'request.opened',
              opened,
              {
                ...{
                  rules: 1,
                  title: 'Approvals of March',
                  text: 'All of them.',
                },
                ...{ due: day(due), controls: [] },
              },
            ),
          ),
        ];
        const known = findings.filter(({ opened }) => opened <= 20);
        const stands = known.map(({ fate, until, severity }) => ({
          hasEnded: fate === 'accepted' && until <= 20,
          isOpen: fate === 'open' || until <= 20,
          isGrave: severity === 'high' || severity === 'critical',
        }));
        const shown = complianceDashboardFigures({
          findings: {
            open: stands.filter(({ isOpen }) => isOpen).length,
            grave: stands.filter(({ isOpen, isGrave }) => isOpen && isGrave)
              .length,
            accepted: stands.filter(({ isOpen }) => !isOpen).length,
            ended: stands.filter(({ hasEnded }) => hasEnded).length,
          },
          overdueRequests: requests.filter(
            ({ opened, due }) => opened <= 20 && due < 20,
          ).length,
          ...{ score: { possible: 1, earned: 1 }, attestedTo: [], at },
        });
        for (const { id, value } of derivedComplianceFigures(entries, at)) {
          expect([id, value]).toEqual([
            id,
            shown.find(each => each.id === id)?.value,
          ]);
        }
      },
    ),
  );
});
