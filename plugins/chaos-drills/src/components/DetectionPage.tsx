import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Container, Link } from '@backstage/ui';
import {
  Detection,
  DRILLS_SIGNAL_CHANNEL,
} from '@countersign/plugin-chaos-drills-common';
import {
  AsyncContent,
  deniedPage,
  EmptyState,
  EntityLink,
  FigureCard,
  FigureCell,
  FigureGrid,
  FigureSection,
  FigureTable,
  NotForYou,
  PageTitle,
  percent,
  RecordNumber,
  RelativeTime,
  RowBoundary,
  useAsyncData,
  useRefetchOnSignal,
  useTexts,
} from '@countersign/plugin-governance-react';
import { chaosDrillsApiRef } from '../api';
import { drillRouteRef, runsRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import { DetectionChart } from './DetectionChart';
import { drillSearchOf } from './drillFilters';
import styles from './Drills.module.css';
import { exactSpan, MissedBadge } from './looks';
import { ErrorText } from './ResultPanel';

/** How well detection is predicted over all drills; first those that nobody noticed. */
export function DetectionPage() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const detection = useAsyncData(
    'detection',
    signal => api.getDetection({ signal }),
    { refetchOnFocus: true },
  );
  useRefetchOnSignal(DRILLS_SIGNAL_CHANNEL, detection.refetch);
  const denied = deniedPage(detection);
  if (denied !== undefined) {
    return <NotForYou page={t('area.detection')} title={denied} />;
  }
  return (
    <Container className={styles.page}>
      <PageTitle title={t('area.detection')} />
      <AsyncContent what={t('detection.what')} rows={8} result={detection}>
        {data =>
          data.drills.length === 0 ? (
            <EmptyState
              title={t('detection.empty')}
              description={t('detection.emptyDetail')}
            />
          ) : (
            <>
              <Figures detection={data} />
              <DetectionChart drills={data.drills} />
              <DetectionTable drills={data.drills} />
            </>
          )
        }
      </AsyncContent>
    </Container>
  );
}

function Figures({ detection }: { detection: Detection }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const list = useRouteRef(runsRouteRef)?.();
  const { compared, medianError, within, missed, surprises, drills } =
    detection;
  const definitions = [
    { id: 'medianError', definition: t('detection.medianErrorMeaning') },
    { id: 'within', definition: t('detection.withinMeaning') },
    { id: 'missed', definition: t('detection.missedMeaning') },
    { id: 'surprises', definition: t('detection.surprisesMeaning') },
  ];
  const rests = (count: number) => t('detection.rests', { count });
  return (
    <FigureGrid>
      <FigureCard
        id="medianError"
        heading="h2"
        title={t('detection.medianError')}
        value={
          medianError === undefined ? t('detection.none') : percent(medianError)
        }
        n={compared}
        definitions={definitions}
      >
        {rests(compared)}
      </FigureCard>
      <FigureCard
        id="within"
        heading="h2"
        title={t('detection.within')}
        value={t('detection.withinOf', {
          within: String(within),
          compared: String(compared),
        })}
        n={compared}
        definitions={definitions}
      />
      <FigureCard
        id="missed"
        heading="h2"
        title={t('detection.missed')}
        value={String(missed)}
        n={drills.length}
        definitions={definitions}
      >
        {list && missed > 0 && (
          <Link href={`${list}?${drillSearchOf({ missed: true })}`}>
            {t('detection.showMissed')}
          </Link>
        )}
      </FigureCard>
      <FigureCard
        id="surprises"
        heading="h2"
        title={t('detection.surprises')}
        value={String(surprises)}
        n={drills.length}
        definitions={definitions}
      >
        {rests(drills.length)}
      </FigureCard>
    </FigureGrid>
  );
}

function DetectionTable({ drills }: Pick<Detection, 'drills'>) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const link = useRouteRef(drillRouteRef);
  const span = (ms: number | undefined) =>
    ms === undefined ? t('detection.none') : exactSpan(ms);
  // Those that nobody noticed first; within each, the newest first, as they come.
  const sorted = [
    ...drills.filter(({ missed }) => missed),
    ...drills.filter(({ missed }) => !missed),
  ];
  return (
    <FigureSection title={t('detection.table')}>
      <FigureTable
        label={t('detection.table')}
        columns={[
          t('detection.drill'),
          t('entity'),
          t('detection.predicted'),
          t('detection.measured'),
          t('detection.error'),
          t('detection.ended'),
        ]}
        rows={sorted.map(drill => {
          const { number, title, entity, scenario, predicted, measured } =
            drill;
          return {
            id: number,
            name: (
              <RowBoundary name={number}>
                <RecordNumber
                  number={number}
                  href={link?.({ number })}
                  hideCopy
                />{' '}
                {title}
              </RowBoundary>
            ),
            cells: [
              <FigureCell
                key="entity"
                value={<EntityLink entityRef={entity} />}
                detail={scenario}
              />,
              span(predicted),
              drill.missed ? <MissedBadge key="missed" /> : span(measured),
              predicted !== undefined &&
              predicted > 0 &&
              measured !== undefined ? (
                <ErrorText
                  key="error"
                  predicted={predicted}
                  measured={measured}
                />
              ) : (
                t('detection.none')
              ),
              <RelativeTime key="ended" instant={drill.endedAt} />,
            ],
          };
        })}
      />
    </FigureSection>
  );
}
