import { useApi } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import {
  AsyncContent,
  deniedPage,
  EmptyState,
  NotForYou,
  PageTitle,
  RowBoundary,
  useAsyncData,
  useMyTeams,
  useTexts,
  zoneText,
} from '@countersign/plugin-governance-react';
import { RiUserStarLine } from '@remixicon/react';
import { onCallApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './OnCallPage.module.css';
import { RotationPanel } from './RotationPanel';
import { mineFirst } from './standing';
import { WhoIsToldPanel } from './WhoIsToldPanel';

/** Who is on call by each rotation, the reader's own first, who stands in, and who is told of incidents. */
export function OnCallPage() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(onCallApiRef);
  const reader = useMyTeams();
  const rotations = useAsyncData(
    'rotations',
    signal => api.getOnCall({}, { signal }),
    { refetchOnFocus: true },
  );
  const overrides = useAsyncData(
    'overrides',
    signal => api.listOverrides({}, { signal }),
    { refetchOnFocus: true },
  );
  const refetch = () => {
    rotations.refetch();
    overrides.refetch();
  };
  const denied = deniedPage(rotations);
  if (denied !== undefined) {
    return <NotForYou page={t('onCall.title')} title={denied} />;
  }
  return (
    <Container className={styles.page}>
      <PageTitle title={t('onCall.title')} />
      <p className={styles.quiet}>{t('onCall.lead', { zone: zoneText() })}</p>
      <AsyncContent what={t('onCall.what')} rows={8} result={rotations}>
        {answer =>
          answer.rotations.length === 0 ? (
            <EmptyState
              icon={RiUserStarLine}
              title={t('onCall.none')}
              description={t('onCall.noneDetail')}
            />
          ) : (
            <div className={styles.rotations}>
              {mineFirst(answer.rotations, reader).map(rotation => (
                <RowBoundary key={rotation.name} name={rotation.name}>
                  <RotationPanel
                    rotation={rotation}
                    reader={reader}
                    overrides={overrides}
                    onChanged={refetch}
                  />
                </RowBoundary>
              ))}
            </div>
          )
        }
      </AsyncContent>
      <WhoIsToldPanel />
    </Container>
  );
}
