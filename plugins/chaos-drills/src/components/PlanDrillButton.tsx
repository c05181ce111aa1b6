import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Text } from '@backstage/ui';
import {
  drillPlanPermission,
  ExperimentDetail,
  PlanDrill,
} from '@countersign/plugin-chaos-drills-common';
import {
  Digest,
  TextInput,
  useTexts,
  VerbDialog,
} from '@countersign/plugin-governance-react';
import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import { chaosDrillsApiRef } from '../api';
import { useNewChangeLinks } from '../hooks/useNewChangeLinks';
import { usePlanning } from '../hooks/usePlanning';
import { drillRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { NewChangeButtons } from './NewChangeButtons';

const CHANGE = /^CHG\d{7,}$/;
const DRILL = /^DRL\d{7,}$/;

/**
 * Plans a drill of an experiment, under a change. The address opens it with `?plan`, names the change with `?change`, and the
 * drill that is repeated with `?retest`.
 */
export function PlanDrillButton(props: {
  experiment: Pick<
    ExperimentDetail,
    'name' | 'title' | 'problems' | 'entity' | 'digest' | 'standardChanges'
  >;
}) {
  const { name, title, problems, entity, digest } = props.experiment;
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const [query] = useSearchParams();
  const { allowed } = usePermission({ permission: drillPlanPermission });
  const changeForms = useNewChangeLinks(
    props.experiment,
    props.experiment.standardChanges,
  );
  const planning = usePlanning({
    draft: `chaos-drills/plan/${name}`,
    empty: { change: query.get('change') ?? '' },
    plan: async (body: PlanDrill, sent) =>
      (await api.planDrill(body, sent)).drill.number,
    hrefOf: useRouteRef(drillRouteRef),
  });
  const { opening, values, change, errors } = planning;
  const isBroken =
    entity === undefined ||
    problems.some(({ severity }) => severity === 'error');

  const { open } = opening;
  const isAsked = query.has('plan') && allowed && !isBroken;
  const isOpened = useRef(false);
  useEffect(() => {
    if (!isAsked || isOpened.current) return;
    isOpened.current = true;
    open();
  }, [isAsked, open]);

  if (!allowed) return null;
  const number = values.change.trim().toUpperCase();
  const repeated = query.get('retest') ?? '';
  const retestOf = DRILL.test(repeated) ? repeated : undefined;
  const isBad = number !== '' && !CHANGE.test(number);
  const body = {
    experiment: name,
    ...(number && { change: number }),
    ...(retestOf && { retestOf }),
  };
  return (
    <div className={styles.row}>
      <Button variant="primary" isDisabled={isBroken} onPress={opening.open}>
        {t('experiment.planned.button')}
      </Button>
      {!isBroken && <NewChangeButtons links={changeForms} />}
      {isBroken && (
        <span className={styles.quiet}>{t('experiment.planned.broken')}</span>
      )}
      <VerbDialog
        title={t('experiment.planned.title', { title })}
        action={t('experiment.planned.button')}
        blocked={isBad}
        state={planning.state}
        {...opening.dialog}
        onSubmit={() => planning.submit(body)}
      >
        <Text>{t('experiment.planned.lead')}</Text>
        {retestOf && (
          <Text>{t('experiment.planned.retest', { number: retestOf })}</Text>
        )}
        <Text>{t('experiment.change.lead')}</Text>
        <Digest value={digest} />
        <TextInput
          label={t('experiment.planned.change')}
          description={t('experiment.planned.changeHelp')}
          value={values.change}
          onChange={text => change({ change: text })}
          error={isBad ? t('experiment.planned.badChange') : errors.change}
          monospace
        />
        {number === '' && changeForms.length > 0 && (
          <div className={styles.row}>
            <NewChangeButtons size="small" links={changeForms} />
          </div>
        )}
      </VerbDialog>
    </div>
  );
}
