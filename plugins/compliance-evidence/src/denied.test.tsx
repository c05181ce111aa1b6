import {
  deniedApi,
  expectDenied,
  renderPage,
} from '@countersign/plugin-governance-test-utils/pages';
import { waitFor } from '@testing-library/react';
import { assuranceApiRef, evidenceApiRef, inquiryApiRef } from './api';
import { EvidenceRouter } from './components/EvidenceRouter';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const sentence =
  'You may not read reports: ask for the permission compliance-evidence.report.read';

describe('whoever may read no evidence', () => {
  it.each([
    '',
    'runs',
    'findings',
    'controls',
    'questions',
    'requests',
    'console',
  ])(
    'is told so on /%s, once and under its title, and is offered nothing there',
    async path => {
      renderPage(<EvidenceRouter />, {
        path,
        apis: [
          [evidenceApiRef, deniedApi(sentence)],
          [assuranceApiRef, deniedApi(sentence)],
          [inquiryApiRef, deniedApi(sentence)],
        ],
        mountedRoutes: { '/evidence': rootRouteRef },
        may: [],
      });
      await expectDenied(sentence);
      await waitFor(() => expect(document.title).toContain('Evidence'));
    },
  );
});
