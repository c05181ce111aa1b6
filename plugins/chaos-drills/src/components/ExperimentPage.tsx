import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { ExperimentDetail } from '@countersign/plugin-chaos-drills-common';
import {
  AsyncContent,
  Code,
  Digest,
  EntityLink,
  Facts,
  Panel,
  RecordColumns,
  RecordHeader,
  RecordPage,
  RecordState,
  useAsyncData,
  useRecord,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useParams } from 'react-router-dom';
import { chaosDrillsApiRef } from '../api';
import { useRunbookLink } from '../hooks/useRunbookLink';
import { experimentsRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import { DrillLines } from './DrillLines';
import styles from './Drills.module.css';
import { ExperimentContent } from './ExperimentContent';
import { ProblemsBadge } from './ExperimentsPage';
import { ForecastTable } from './ForecastTable';
import { PlanDrillButton } from './PlanDrillButton';
import { ProblemLines } from './ProblemLines';
import { SchedulePanel } from './SchedulePanel';

/** So many drills of the service are looked through for those of this text. */
const LOOKED_AT = 50;

/** One experiment: what it does to what, what is wrong with it, its text, and the way to plan a drill of it. */
export function ExperimentPage() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const { name = '' } = useParams();
  return (
    <RecordPage
      number={name}
      what={t('experiment.one')}
      notFound={t('experiment.notFound')}
      list={{
        href: useRouteRef(experimentsRouteRef)?.(),
        text: t('experiment.all'),
      }}
      record={useRecord(name, (shown, options) =>
        api.getExperiment(shown, options),
      )}
    >
      {state => <ExperimentRecord key={name} state={state} />}
    </RecordPage>
  );
}

function ExperimentRecord({ state }: { state: RecordState<ExperimentDetail> }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const list = useRouteRef(experimentsRouteRef)?.();
  const experiment = state.detail;
  const { name, title, description, entity, scenario, text, problems } =
    experiment;
  return (
    <>
      <RecordHeader
        number={name}
        title={title}
        list={{ href: list, text: t('experiment.all') }}
        chips={
          <>
            <ProblemsBadge experiment={experiment} />
            {entity && <EntityLink entityRef={entity} />}
            {scenario && <span className={styles.quiet}>{scenario}</span>}
          </>
        }
      >
        {description && <p className={styles.words}>{description}</p>}
        <PlanDrillButton experiment={experiment} />
      </RecordHeader>
      <RecordColumns
        main={
          <>
            {problems.length > 0 && <Problems problems={problems} />}
            <ExperimentContent name={name} text={text} />
            <Panel title={t('experiment.text')}>
              <Code text={text} label={t('experiment.text')} />
            </Panel>
          </>
        }
        rail={
          <>
            <AboutPanel experiment={experiment} />
            {(experiment.scheduled || isBroken(problems)) && (
              <SchedulePanel experiment={name} />
            )}
            <DrillsOfIt experiment={experiment} />
          </>
        }
      />
    </>
  );
}

function isBroken(problems: ExperimentDetail['problems']): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

function Problems({ problems }: Pick<ExperimentDetail, 'problems'>) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  return (
    <Panel
      title={t('experiment.problems')}
      tone={isBroken(problems) ? 'danger' : undefined}
    >
      <ProblemLines label={t('experiment.problems')} problems={problems} />
    </Panel>
  );
}

function AboutPanel({ experiment }: { experiment: ExperimentDetail }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { entity, scenario, runbook, digest } = experiment;
  const href = useRunbookLink(experiment);
  return (
    <Panel title={t('experiment.about')}>
      {!entity && <Text color="secondary">{t('experiment.noTarget')}</Text>}
      <Facts
        facts={[
          {
            id: 'entity',
            label: t('experiment.target'),
            value: entity && <EntityLink entityRef={entity} />,
          },
          { id: 'scenario', label: t('scenario'), value: scenario },
          {
            id: 'runbook',
            label: t('experiment.runbook'),
            value:
              runbook &&
              (href ? (
                <Link href={href}>{runbook}</Link>
              ) : (
                <code className={styles.mono}>{runbook}</code>
              )),
          },
          {
            id: 'digest',
            label: t('experiment.digest'),
            value: <Digest value={digest} />,
          },
        ]}
      />
    </Panel>
  );
}

/** The drills that played exactly this text, and what was predicted of it the last time. */
function DrillsOfIt({ experiment }: { experiment: ExperimentDetail }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const { entity, digest } = experiment;
  const drills = useAsyncData(
    entity && `drills of ${entity}`,
    signal =>
      api.listDrills({ entity: [entity!], limit: LOOKED_AT }, { signal }),
    { refetchOnFocus: true },
  );
  if (!entity) return null;
  return (
    <AsyncContent what={t('list.what')} rows={3} result={drills}>
      {({ items }) => {
        const own = items.filter(drill => drill.experiment === digest);
        const [latest] = own;
        return (
          <>
            <Panel title={t('experiment.forecast')}>
              <Text color="secondary">
                {latest
                  ? t('experiment.forecastOf', { number: latest.number })
                  : t('experiment.forecastNone')}
              </Text>
              {latest && <ForecastTable drill={latest} />}
            </Panel>
            <Panel title={t('experiment.drills')}>
              {own.length === 0 ? (
                <span className={styles.quiet}>{t('plan.lastNone')}</span>
              ) : (
                <DrillLines
                  drills={own.slice(0, 8)}
                  label={t('experiment.drills')}
                />
              )}
            </Panel>
          </>
        );
      }}
    </AsyncContent>
  );
}
