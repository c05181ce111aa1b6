import { useApi } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { saveFile, useTexts } from '@countersign/plugin-governance-react';
import { MetricsQuery } from '@countersign/plugin-incident-management-common';
import { RiDownloadLine } from '@remixicon/react';
import { incidentManagementApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { incidentManagementTranslationRef } from '../../translation';
import { statementOf } from './metricsFilters';

/** States the figures in the ledger, and saves the file from which anybody can work them out again. */
export function ProofExport({ query }: { query: MetricsQuery }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const { run, isPending, refusal } = useAction(
    async (asked: MetricsQuery) => {
      const { id } = await api.stateFigures(statementOf(asked));
      const bytes = await api.getStatementEvidence(id);
      const name = `figures-${id}.evidence.json`;
      saveFile(bytes, { name, type: 'application/json' });
    },
    () => {},
  );
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        iconStart={<RiDownloadLine />}
        isPending={isPending}
        onPress={() => run(query)}
      >
        {t('metrics.proof.export')}
      </Button>
      {refusal && (
        <Alert
          status="danger"
          icon
          title={t('metrics.proof.failed')}
          description={refusal.message}
        />
      )}
    </>
  );
}
