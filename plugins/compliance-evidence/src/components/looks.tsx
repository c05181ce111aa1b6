import {
  deliveryStates,
  FindingState,
  InquiryKind,
  QuestionOutcome,
  RequestState,
  RunSource,
  RunState,
  Severity,
} from '@countersign/plugin-compliance-evidence-common';
import {
  Tone,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  RemixiconComponentType,
  RiAlertFill,
  RiAlertLine,
  RiArrowDownLine,
  RiCheckLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiForbidLine,
  RiHammerLine,
  RiListCheck,
  RiLoader4Line,
  RiMessage2Line,
  RiQuestionLine,
  RiShieldCheckLine,
  RiSkipRightLine,
  RiTimeLine,
} from '@remixicon/react';
import { complianceEvidenceTranslationRef } from '../translation';

interface Look {
  tone: Tone;
  icon: RemixiconComponentType;
}

export const runLooks: Record<RunState, Look> = {
  queued: { tone: 'neutral', icon: RiTimeLine },
  running: { tone: 'active', icon: RiLoader4Line },
  completed: { tone: 'success', icon: RiCheckLine },
  failed: { tone: 'danger-strong', icon: RiErrorWarningLine },
  canceled: { tone: 'neutral', icon: RiForbidLine },
};

export const findingLooks: Record<FindingState, Look> = {
  open: { tone: 'danger', icon: RiAlertLine },
  explained: { tone: 'info', icon: RiMessage2Line },
  accepted: { tone: 'warning', icon: RiTimeLine },
  remediating: { tone: 'active', icon: RiHammerLine },
  closed: { tone: 'success', icon: RiShieldCheckLine },
};

export const requestLooks: Record<RequestState, Look> = {
  open: { tone: 'warning', icon: RiQuestionLine },
  answered: { tone: 'active', icon: RiMessage2Line },
  accepted: { tone: 'success', icon: RiCheckLine },
  withdrawn: { tone: 'neutral', icon: RiForbidLine },
};

const severityLooks: Record<Severity, Look> = {
  low: { tone: 'neutral', icon: RiArrowDownLine },
  medium: { tone: 'warning', icon: RiAlertLine },
  high: { tone: 'danger', icon: RiAlertLine },
  critical: { tone: 'danger-strong', icon: RiAlertFill },
};

const outcomeLooks: Record<QuestionOutcome, Look> = {
  passed: { tone: 'success', icon: RiCheckLine },
  settled: { tone: 'warning', icon: RiTimeLine },
  violated: { tone: 'danger', icon: RiAlertLine },
  'not-run': { tone: 'danger', icon: RiQuestionLine },
  'not-scored': { tone: 'neutral', icon: RiListCheck },
};

const sourceLooks: Record<RunSource['state'], Look> = {
  waiting: { tone: 'neutral', icon: RiTimeLine },
  running: { tone: 'active', icon: RiLoader4Line },
  retrying: { tone: 'warning', icon: RiLoader4Line },
  taken: { tone: 'success', icon: RiCheckLine },
  failed: { tone: 'danger', icon: RiCloseCircleLine },
};

type DeliveryState = (typeof deliveryStates)[number];

const deliveryLooks: Record<DeliveryState | 'skipped', Look> = {
  waiting: { tone: 'neutral', icon: RiTimeLine },
  skipped: { tone: 'neutral', icon: RiSkipRightLine },
  sent: { tone: 'success', icon: RiCheckLine },
  failed: { tone: 'danger', icon: RiCloseCircleLine },
  unknown: { tone: 'warning', icon: RiQuestionLine },
};

/** Where a run stands: one color, one icon, one word. */
export function RunBadge({ state }: { state: RunState }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return <ToneBadge {...runLooks[state]}>{t(`run.state.${state}`)}</ToneBadge>;
}

/** Where a finding stands. */
export function FindingBadge({ state }: { state: FindingState }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return (
    <ToneBadge {...findingLooks[state]}>
      {t(`finding.state.${state}`)}
    </ToneBadge>
  );
}

/** Where a request stands. */
export function RequestBadge({ state }: { state: RequestState }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return (
    <ToneBadge {...requestLooks[state]}>
      {t(`request.state.${state}`)}
    </ToneBadge>
  );
}

const inquiryLooks: Record<InquiryKind, Look> = {
  question: { tone: 'info', icon: RiQuestionLine },
  sample: { tone: 'info', icon: RiListCheck },
  shadow: { tone: 'info', icon: RiTimeLine },
  seeded: { tone: 'info', icon: RiAlertLine },
};

/** What was asked of a run afterwards. */
export function InquiryBadge({ kind }: { kind: InquiryKind }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return (
    <ToneBadge {...inquiryLooks[kind]}>{t(`inquiry.kind.${kind}`)}</ToneBadge>
  );
}

/** How bad it is. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return (
    <ToneBadge {...severityLooks[severity]}>
      {t(`severity.${severity}`)}
    </ToneBadge>
  );
}

/** What a question says of its control. */
export function OutcomeBadge({ outcome }: { outcome: QuestionOutcome }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return (
    <ToneBadge {...outcomeLooks[outcome]}>
      {t(`control.outcome.${outcome}`)}
    </ToneBadge>
  );
}

/** How a source of a run goes. */
export function SourceBadge({ state }: { state: RunSource['state'] }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return (
    <ToneBadge {...sourceLooks[state]}>{t(`run.source.${state}`)}</ToneBadge>
  );
}

/** How a mail of a run goes. */
export function DeliveryBadge({ state }: { state: DeliveryState | 'skipped' }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return (
    <ToneBadge {...deliveryLooks[state]}>
      {t(`run.delivery.${state}`)}
    </ToneBadge>
  );
}
