import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { controlMessages } from './translations/controls';
import { findingMessages } from './translations/findings';
import { inquiryMessages } from './translations/inquiries';
import { reportMessages } from './translations/reports';
import { requestMessages } from './translations/requests';
import { runMessages } from './translations/runs';
import { sharedMessages } from './translations/shared';

/** The English texts of the plugin; an app may override or translate them. */
export const complianceEvidenceTranslationRef = createTranslationRef({
  id: 'compliance-evidence',
  messages: {
    ...sharedMessages,
    report: reportMessages,
    run: runMessages,
    finding: findingMessages,
    control: controlMessages,
    request: requestMessages,
    inquiry: inquiryMessages,
  },
});
