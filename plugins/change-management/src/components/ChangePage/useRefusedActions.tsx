import {
  RefusedActions as Shown,
  SentenceText,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { RefusedActions } from './nextActions';

/** Refused verbs with their names, and what refuses them. */
export function useRefusedActions(refused: readonly RefusedActions[]): Shown[] {
  const { t } = useTexts(changeManagementTranslationRef);
  return refused.map(({ verbs, reason }) => ({
    actions: verbs.map(verb => ({ id: verb, label: t(`change.verb.${verb}`) })),
    reason: reason && <SentenceText sentence={reason} />,
  }));
}
