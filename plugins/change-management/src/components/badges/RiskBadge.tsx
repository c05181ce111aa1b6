import { RiskLevel } from '@countersign/plugin-change-management-common';
import {
  RemixiconComponentType,
  RiAlarmWarningFill,
  RiAlertLine,
  RiQuestionLine,
  RiShieldCheckLine,
  RiShieldLine,
} from '@remixicon/react';
import { ToneBadge, useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { riskTones } from './tones';

export const riskIcons: Record<RiskLevel, RemixiconComponentType> = {
  low: RiShieldCheckLine,
  moderate: RiShieldLine,
  high: RiAlertLine,
  very_high: RiAlarmWarningFill,
};

/** A level is a word first: "High · 72". */
export function RiskBadge(props: {
  risk?: { level: RiskLevel; score?: number };
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { risk } = props;
  if (!risk) {
    return (
      <ToneBadge tone="neutral" icon={RiQuestionLine}>
        {t('shared.risk.unknown')}
      </ToneBadge>
    );
  }
  const level = t(`shared.risk.${risk.level}`);
  if (risk.score === undefined) {
    return (
      <ToneBadge tone={riskTones[risk.level]} icon={riskIcons[risk.level]}>
        {level}
      </ToneBadge>
    );
  }
  const score = String(Math.round(risk.score));
  return (
    <ToneBadge
      tone={riskTones[risk.level]}
      icon={riskIcons[risk.level]}
      label={t('shared.risk.label', { level, score })}
    >
      {`${level} · ${score}`}
    </ToneBadge>
  );
}
