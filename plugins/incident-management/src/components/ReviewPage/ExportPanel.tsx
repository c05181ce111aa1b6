import { useApi } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import {
  readRefusal,
  saveFile,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  DocumentFormat,
  documentFormats,
} from '@countersign/plugin-incident-management-common';
import { RiDownloadLine } from '@remixicon/react';
import { useState } from 'react';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { useIncidentPage } from '../IncidentPage/IncidentContext';
import styles from './ReviewPage.module.css';

/** The review as a file, to be read anywhere or to be published with TechDocs. */
export function ExportPanel({ revision }: { revision?: number }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const { number } = useIncidentPage().detail.incident;
  const [failure, setFailure] = useState<string>();
  const download = async (format: DocumentFormat) => {
    setFailure(undefined);
    try {
      const bytes = await api.getReviewDocument(number, { format, revision });
      saveFile(bytes, { name: `${number}-review.md`, type: 'text/markdown' });
    } catch (error) {
      setFailure(readRefusal(error).message);
    }
  };
  return (
    <div className={styles.buttons}>
      {documentFormats.map(format => (
        <Button
          key={format}
          size="small"
          variant="secondary"
          iconStart={<RiDownloadLine />}
          onPress={() => download(format)}
        >
          {t(`review.export.${format}`)}
        </Button>
      ))}
      {failure && <Alert role="alert" status="danger" icon title={failure} />}
    </div>
  );
}
