import { Button } from '@backstage/ui';
import {
  AlertFigure,
  AlertQualityQuery,
  DeploymentFigure,
  IncidentFigure,
  MetricsQuery,
} from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { useTexts } from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';
import { RecordsDialog } from './RecordsDialog';

/** Which incidents stand behind a number. */
export interface BehindIncidents {
  of?: 'incidents';
  figure: IncidentFigure;
  query: MetricsQuery;
  /** It is not the times that are told of them. */
  withoutTimes?: boolean;
}

/** Which deployments do. */
export interface BehindDeployments {
  of: 'deployments';
  figure: DeploymentFigure;
  query: MetricsQuery;
}

/** Which alerts do. */
export interface BehindAlerts {
  of: 'alerts';
  figure: AlertFigure;
  query: AlertQualityQuery;
}

/** Which records stand behind a number. */
export type RecordsBehind = {
  /** What they are. */
  title: string;
} & (BehindIncidents | BehindDeployments | BehindAlerts);

/** A number of records, which opens the list of exactly those. */
export function RecordsButton(props: {
  n: number;
  behind: RecordsBehind;
  /** The number in words. */
  text: string;
}) {
  const { n, behind, text } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const [isOpen, setOpen] = useState(false);
  if (n === 0) return <span>{text}</span>;
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        aria-label={t('metrics.records.open', { text, title: behind.title })}
        onPress={() => setOpen(true)}
      >
        {text}
      </Button>
      <RecordsDialog
        behind={behind}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      />
    </>
  );
}
