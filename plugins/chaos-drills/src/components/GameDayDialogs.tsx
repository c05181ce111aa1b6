import { useApi } from '@backstage/frontend-plugin-api';
import { Radio, RadioGroup, Text } from '@backstage/ui';
import {
  GameDay,
  GameDayBody,
  gameDayBodies,
  GameDayDetail,
  GameDayVerb,
} from '@countersign/plugin-chaos-drills-common';
import {
  DialogProps,
  PersonDialog,
  RecordState,
  TextInput,
  useRecordVerb,
  useTexts,
  VerbConfirmDialog,
  VerbDialog,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { chaosDrillsApiRef } from '../api';
import { chaosDrillsTranslationRef } from '../translation';

type Props = DialogProps & { state: RecordState<GameDayDetail> };

const DRILL = /^DRL\d{7,}$/;

/** What a reader may have relied on. */
const watched = {
  state: ({ state }: GameDay) => state,
  drills: ({ drills }: GameDay) => drills.join(', '),
};

function useGameDayVerb<V extends keyof typeof gameDayBodies>(
  state: RecordState<GameDayDetail>,
  verb: V,
) {
  const api = useApi(chaosDrillsApiRef);
  const { number } = state.detail.gameDay;
  return useRecordVerb<GameDayDetail, GameDay, GameDayBody<V>>(state, {
    act: (body, options) => api.actOnGameDay(number, verb, body, options),
    recordOf: ({ gameDay }) => gameDay,
    watched,
  });
}

/** Asks for what a verb of a game day takes. */
export function GameDayDialog(props: Props & { verb: GameDayVerb }) {
  const { verb, ...dialog } = props;
  switch (verb) {
    case 'add-drill':
      return <AddDrillDialog {...dialog} />;
    case 'remove-drill':
      return <RemoveDrillDialog {...dialog} />;
    case 'observe':
      return <ObserveDialog {...dialog} />;
    case 'start':
      return <StartDialog {...dialog} />;
    case 'note':
      return <NoteDialog {...dialog} />;
    case 'end':
      return <EndDialog {...dialog} />;
    default:
      return <CancelDialog {...dialog} />;
  }
}

function AddDrillDialog({ state, isOpen, onClose }: Props) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { run, ...asked } = useGameDayVerb(state, 'add-drill');
  const [text, setText] = useState('');
  const drill = text.trim().toUpperCase();
  const isBad = !DRILL.test(drill);
  return (
    <VerbDialog
      title={t('gameDay.verb.add-drill')}
      action={t('gameDay.verb.add-drill')}
      state={asked}
      blocked={isBad}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={async () => {
        if (await run({ drill })) onClose();
      }}
    >
      <TextInput
        label={t('gameDay.field.drill')}
        value={text}
        onChange={setText}
        error={drill && isBad ? t('gameDay.field.badDrill') : undefined}
        isRequired
        monospace
      />
    </VerbDialog>
  );
}

function RemoveDrillDialog({ state, isOpen, onClose }: Props) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { run, ...asked } = useGameDayVerb(state, 'remove-drill');
  const removable = state.detail.drills.filter(
    drill => drill.state === 'planned',
  );
  const [chosen, setChosen] = useState('');
  return (
    <VerbDialog
      title={t('gameDay.verb.remove-drill')}
      action={t('gameDay.verb.remove-drill')}
      state={asked}
      blocked={!chosen}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={async () => {
        if (await run({ drill: chosen })) onClose();
      }}
    >
      {removable.length === 0 ? (
        <Text>{t('gameDay.removeNone')}</Text>
      ) : (
        <RadioGroup
          aria-label={t('gameDay.drills')}
          value={chosen}
          onChange={setChosen}
        >
          {removable.map(({ number, title }) => (
            <Radio key={number} value={number}>
              {`${number} ${title}`}
            </Radio>
          ))}
        </RadioGroup>
      )}
    </VerbDialog>
  );
}

function ObserveDialog({ state, isOpen, onClose }: Props) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const { run, ...asked } = useGameDayVerb(state, 'observe');
  return (
    <PersonDialog
      title={t('gameDay.verb.observe')}
      action={t('gameDay.verb.observe')}
      label={t('gameDay.field.observer')}
      verb={{
        ...asked,
        run: async ({ person }) =>
          person === undefined ? false : run({ observer: person }),
      }}
      isOpen={isOpen}
      onClose={onClose}
    />
  );
}

function StartDialog({ state, isOpen, onClose }: Props) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  return (
    <VerbConfirmDialog
      title={t('gameDay.verb.start')}
      action={t('gameDay.verb.start')}
      verb={useGameDayVerb(state, 'start')}
      body={{}}
      isOpen={isOpen}
      onClose={onClose}
    >
      <Text>{t('gameDay.startLead')}</Text>
    </VerbConfirmDialog>
  );
}

function NoteDialog({ state, isOpen, onClose }: Props) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  return (
    <VerbTextDialog
      title={t('gameDay.verb.note')}
      action={t('gameDay.verb.note')}
      textLabel={t('gameDay.field.note')}
      draftKey={`${state.detail.gameDay.number}/note`}
      verb={useGameDayVerb(state, 'note')}
      bodyOf={text => ({ text })}
      required
      isOpen={isOpen}
      onClose={onClose}
    />
  );
}

function EndDialog({ state, isOpen, onClose }: Props) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  return (
    <VerbTextDialog
      title={t('gameDay.verb.end')}
      action={t('gameDay.verb.end')}
      textLabel={t('gameDay.field.summary')}
      draftKey={`${state.detail.gameDay.number}/end`}
      verb={useGameDayVerb(state, 'end')}
      bodyOf={summary => ({ summary })}
      required
      isOpen={isOpen}
      onClose={onClose}
    />
  );
}

function CancelDialog({ state, isOpen, onClose }: Props) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  return (
    <VerbTextDialog
      title={t('gameDay.verb.cancel')}
      action={t('gameDay.verb.cancel')}
      textLabel={t('gameDay.field.reason')}
      draftKey={`${state.detail.gameDay.number}/cancel`}
      verb={useGameDayVerb(state, 'cancel')}
      bodyOf={reason => ({ reason })}
      required
      destructive
      isOpen={isOpen}
      onClose={onClose}
    />
  );
}
