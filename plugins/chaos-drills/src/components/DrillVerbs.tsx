import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import {
  Drill,
  DrillBody,
  drillBodies,
  DrillDetail,
  DrillVerb,
} from '@countersign/plugin-chaos-drills-common';
import {
  DialogProps,
  RecordState,
  useOpening,
  useRecordVerb,
  useTexts,
  VerbConfirmDialog,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import { Fragment, ReactNode } from 'react';
import { chaosDrillsApiRef } from '../api';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';

/** What a reader may have relied on. */
const watched = {
  state: ({ state }: Drill) => state,
  stop: ({ stop }: Drill) => stop?.reason ?? '',
};

function useDrillVerb<V extends keyof typeof drillBodies>(
  state: RecordState<DrillDetail>,
  verb: V,
) {
  const api = useApi(chaosDrillsApiRef);
  const { number } = state.detail.drill;
  return useRecordVerb<DrillDetail, Drill, DrillBody<V>>(state, {
    act: (body, options) => api.act(number, verb, body, options),
    recordOf: ({ drill }) => drill,
    watched,
  });
}

/** The button of a verb, with the dialog that asks for what it takes. */
export function DrillVerbButton(props: {
  verb: DrillVerb;
  state: RecordState<DrillDetail>;
  variant?: 'primary' | 'secondary';
  size?: 'small' | 'medium';
  /** What the button does it to, in the dialog that asks whether to start. */
  children?: ReactNode;
}) {
  const { verb, state, variant = 'secondary', size = 'small' } = props;
  const { t } = useTexts(chaosDrillsTranslationRef);
  const opening = useOpening();
  return (
    <>
      <Button
        variant={variant}
        size={size}
        destructive={verb === 'stop'}
        onPress={opening.open}
      >
        {t(`drill.verb.${verb}`)}
      </Button>
      <Fragment key={opening.key}>
        {verb === 'start' ? (
          <StartDialog state={state} {...opening.dialog}>
            {props.children}
          </StartDialog>
        ) : (
          <WordsDialog verb={verb} state={state} {...opening.dialog} />
        )}
      </Fragment>
    </>
  );
}

function StartDialog(
  props: DialogProps & {
    state: RecordState<DrillDetail>;
    children?: ReactNode;
  },
) {
  const { state, isOpen, onClose, children } = props;
  const { t } = useTexts(chaosDrillsTranslationRef);
  const verb = useDrillVerb(state, 'start');
  const { number } = state.detail.drill;
  return (
    <VerbConfirmDialog
      title={t('drill.title.start', { number })}
      action={t('drill.verb.start')}
      verb={verb}
      body={{}}
      isOpen={isOpen}
      onClose={onClose}
    >
      <Text>{t('drill.startLead')}</Text>
      {children}
    </VerbConfirmDialog>
  );
}

function WordsDialog(
  props: DialogProps & {
    verb: 'stop' | 'cancel' | 'note';
    state: RecordState<DrillDetail>;
  },
) {
  const { verb, state, isOpen, onClose } = props;
  const { t } = useTexts(chaosDrillsTranslationRef);
  const stop = useDrillVerb(state, 'stop');
  const cancel = useDrillVerb(state, 'cancel');
  const note = useDrillVerb(state, 'note');
  const { number } = state.detail.drill;
  const common = {
    title: t(`drill.title.${verb}`, { number }),
    action: t(`drill.verb.${verb}`),
    draftKey: `${number}/${verb}`,
    required: true,
    ...{ isOpen, onClose },
  };
  return verb === 'note' ? (
    <VerbTextDialog
      {...common}
      textLabel={t('drill.noteText')}
      verb={note}
      bodyOf={text => ({ text })}
    />
  ) : (
    <VerbTextDialog
      {...common}
      textLabel={t('drill.reason')}
      verb={verb === 'stop' ? stop : cancel}
      bodyOf={reason => ({ reason })}
      destructive={verb === 'stop'}
    >
      <p className={styles.words}>
        {t(verb === 'stop' ? 'drill.stopLead' : 'drill.cancelLead')}
      </p>
    </VerbTextDialog>
  );
}
