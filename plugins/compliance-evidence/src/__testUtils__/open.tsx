import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { Route, Routes } from 'react-router-dom';
import { assuranceApiRef, evidenceApiRef, inquiryApiRef } from '../api';
import { EvidenceRouter } from '../components/EvidenceRouter';
import { rootRouteRef } from '../routes';
import { FakeAssurance, FakeEvidence } from './FakeBackend';
import { FakeInquiries } from './FakeInquiries';
import { reader } from './fixtures';

/** Opens a page of the area at the rest of its address; its links lead to the other pages. */
export function open(
  path: string,
  apis: {
    evidence?: FakeEvidence;
    assurance?: FakeAssurance;
    inquiries?: FakeInquiries;
  } = {},
) {
  return renderPage(
    <Routes>
      <Route path="/evidence/*" element={<EvidenceRouter />} />
      <Route path="/*" element={<EvidenceRouter />} />
    </Routes>,
    {
      path,
      user: reader,
      apis: [
        [evidenceApiRef, apis.evidence ?? new FakeEvidence()],
        [assuranceApiRef, apis.assurance ?? new FakeAssurance()],
        [inquiryApiRef, apis.inquiries ?? new FakeInquiries()],
      ],
      mountedRoutes: { '/evidence': rootRouteRef },
    },
  );
}
