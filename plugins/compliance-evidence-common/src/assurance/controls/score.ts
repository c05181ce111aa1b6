import { Severity } from '../../report';
import { Control, controlKey } from '../fields';

/** How much a question weighs in the score of its control. */
export const severityWeights: Record<Severity, number> = {
  low: 1,
  medium: 2,
  high: 4,
  critical: 8,
};

/** What a question says of its controls now. */
export const questionOutcomes = [
  'passed',
  'settled',
  'violated',
  'not-run',
  'not-scored',
] as const;
/** One of {@link questionOutcomes}. */
export type QuestionOutcome = (typeof questionOutcomes)[number];

/** Findings of a question by where they stand. */
export interface FindingCounts {
  open: number;
  explained: number;
  accepted: number;
  remediating: number;
}

/** A question as the score asks it. */
export interface ScoredQuestion {
  report: string;
  /** In which its report counts quarters, months and days. */
  timeZone: string;
  question: string;
  title: string;
  severity: Severity;
  controls: readonly Control[];
  /** A population is listed, and violates nothing. */
  answers: 'violations' | 'population';
  /** The last completed run that asked it. */
  lastRun?: { number: string; at: string };
  findings: FindingCounts;
}

/** One line of the arithmetic: what a question could give, and what it gives. */
export interface ScoreLine {
  report: string;
  timeZone: string;
  question: string;
  title: string;
  severity: Severity;
  outcome: QuestionOutcome;
  lastRun?: { number: string; at: string };
  findings: FindingCounts;
  /** Points that it could give. */
  possible: number;
  /** Points that it gives: never more. */
  earned: number;
}

/** The score of a control: the sum of its lines. */
export interface ControlScore {
  control: Control;
  lines: ScoreLine[];
  possible: number;
  earned: number;
  /** Percent, rounded down, so that 100 means all of it; absent where nothing can be scored. */
  score?: number;
}

/** What a question gives of its points. One that was not run gives none: silence is no evidence. */
const shares: Record<QuestionOutcome, number> = {
  passed: 1,
  settled: 0.5,
  violated: 0,
  'not-run': 0,
  'not-scored': 0,
};

/** What a question says of its controls: the worst of its findings decides. */
export function outcomeOf({
  answers,
  lastRun,
  findings,
}: Pick<ScoredQuestion, 'answers' | 'lastRun' | 'findings'>): QuestionOutcome {
  if (answers === 'population') return 'not-scored';
  if (!lastRun) return 'not-run';
  if (findings.open > 0) return 'violated';
  const { explained, accepted, remediating } = findings;
  return explained + accepted + remediating > 0 ? 'settled' : 'passed';
}

/** Percent, rounded down. */
export function percentOf(
  earned: number,
  possible: number,
): number | undefined {
  return possible === 0 ? undefined : Math.floor((100 * earned) / possible);
}

function lineOf(asked: ScoredQuestion): ScoreLine {
  const { controls: _controls, answers: _answers, ...shown } = asked;
  const outcome = outcomeOf(asked);
  const possible =
    outcome === 'not-scored' ? 0 : severityWeights[asked.severity];
  return { ...shown, outcome, possible, earned: possible * shares[outcome] };
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The score of every control that a question is about: what it could get, what it gets, and from where. */
export function controlScores(
  questions: readonly ScoredQuestion[],
): ControlScore[] {
  const scores = new Map<string, ControlScore>();
  for (const asked of questions) {
    const line = lineOf(asked);
    for (const control of asked.controls) {
      const key = controlKey(control);
      const score = scores.get(key) ?? {
        control,
        lines: [],
        possible: 0,
        earned: 0,
      };
      scores.set(key, {
        control: { ...score.control, ...control },
        lines: [...score.lines, line],
        possible: score.possible + line.possible,
        earned: score.earned + line.earned,
      });
    }
  }
  return [...scores.entries()]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, score]) => {
      const percent = percentOf(score.earned, score.possible);
      return percent === undefined ? score : { ...score, score: percent };
    });
}
