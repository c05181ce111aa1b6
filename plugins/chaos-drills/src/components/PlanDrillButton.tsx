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
  errorsByField,
  TextInput,
  useAction,
  useFormDraft,
  useIdempotencyKey,
  useOpening,
  useTexts,
  VerbDialog,
} from '@countersign/plugin-governance-react';
import { useEffect, useRef } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { chaosDrillsApiRef } from '../api';
import { useNewChangeLinks } from '../hooks/useNewChangeLinks';
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
  const navigate = useNavigate();
  const drillLink = useRouteRef(drillRouteRef);
  const [query] = useSearchParams();
  const { allowed } = usePermission({ permission: drillPlanPermission });
  const changeForms = useNewChangeLinks(
    props.experiment,
    props.experiment.standardChanges,
  );
  const opening = useOpening();
  const { keyFor, done } = useIdempotencyKey();
  const { values, change, discard } = useFormDraft(
    `chaos-drills/plan/${name}`,
    { change: query.get('change') ?? '' },
  );
  const planned = useRef<string>();
  const { run, ...state } = useAction(
    async (body: PlanDrill) => {
      const { drill } = await api.planDrill(body, {
        idempotencyKey: keyFor(body),
      });
      planned.current = drill.number;
    },
    () => {
      done();
      discard();
    },
  );
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
  const errors = errorsByField(state.refusal?.problems ?? []);
  const submit = async () => {
    const body = {
      experiment: name,
      ...(number && { change: number }),
      ...(retestOf && { retestOf }),
    };
    if (!(await run(body))) return;
    opening.dialog.onClose();
    const href = planned.current && drillLink?.({ number: planned.current });
    if (href) navigate(href);
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
        state={state}
        {...opening.dialog}
        onSubmit={submit}
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
