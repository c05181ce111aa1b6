import fc from 'fast-check';
import { severities } from '../../report';
import { expectedRuns } from './expected';
import { controlScores, ScoredQuestion, severityWeights } from './score';

const control = fc.record({
  framework: fc.constantFrom('SOX ITGC', 'SOC 2'),
  id: fc.constantFrom('AC-1', 'AC-2', 'CM-1'),
});
const count = fc.nat({ max: 3 });
const question: fc.Arbitrary<ScoredQuestion> = fc.record(
  {
    report: fc.constant('sox-access'),
    timeZone: fc.constant('UTC'),
    question: fc.string({ minLength: 1 }),
    title: fc.string(),
    severity: fc.constantFrom(...severities),
    controls: fc.uniqueArray(control, {
      maxLength: 3,
      selector: ({ framework, id }) => `${framework}/${id}`,
    }),
    answers: fc.constantFrom('violations' as const, 'population' as const),
    lastRun: fc.constant({
      number: 'RUN0000001',
      at: '2026-11-01T00:00:00.000Z',
    }),
    findings: fc.record({
      open: count,
      explained: count,
      accepted: count,
      remediating: count,
    }),
  },
  {
    requiredKeys: [
      'report',
      'timeZone',
      'question',
      'title',
      'severity',
      'controls',
      'answers',
      'findings',
    ],
  },
);

describe('the score of a control', () => {
  it('adds up before the eyes: every line gives part of what it could, and the lines give the sum', () => {
    fc.assert(
      fc.property(fc.array(question), questions => {
        for (const { lines, possible, earned, score } of controlScores(
          questions,
        )) {
          expect(lines.reduce((sum, line) => sum + line.possible, 0)).toBe(
            possible,
          );
          expect(lines.reduce((sum, line) => sum + line.earned, 0)).toBe(
            earned,
          );
          for (const line of lines) {
            expect(line.earned).toBeLessThanOrEqual(line.possible);
          }
          expect(score === undefined).toBe(possible === 0);
          expect(score === 100).toBe(possible > 0 && earned === possible);
        }
      }),
    );
  });

  it('gives nothing for silence, nor for an open finding, however many are settled', () => {
    fc.assert(
      fc.property(question, asked => {
        const lines = controlScores([{ ...asked, answers: 'violations' }])
          .flatMap(score => score.lines)
          .filter(line => !line.lastRun || line.findings.open > 0);
        expect(lines.every(({ earned }) => earned === 0)).toBe(true);
      }),
    );
  });

  it('never falls when a finding is settled', () => {
    fc.assert(
      fc.property(fc.array(question), fc.nat(), (questions, at) => {
        fc.pre(questions.length > 0);
        const i = at % questions.length;
        const { findings } = questions[i];
        const better = questions.map((each, j) =>
          i === j ? { ...each, findings: { ...findings, open: 0 } } : each,
        );
        const before = controlScores(questions);
        controlScores(better).forEach((score, j) =>
          expect(score.earned).toBeGreaterThanOrEqual(before[j].earned),
        );
      }),
    );
  });

  it('weighs a question by its severity', () => {
    const asked = fc.sample(question, { numRuns: 1, seed: 1 })[0];
    const findings = { open: 0, explained: 0, accepted: 0, remediating: 0 };
    const [{ possible, earned, score }] = controlScores([
      {
        ...asked,
        controls: [{ framework: 'SOX ITGC', id: 'AC-2' }],
        answers: 'violations',
        lastRun: { number: 'RUN0000001', at: '2026-11-01T00:00:00.000Z' },
        severity: 'critical',
        findings,
      },
      {
        ...asked,
        controls: [{ framework: 'SOX ITGC', id: 'AC-2' }],
        answers: 'violations',
        lastRun: { number: 'RUN0000001', at: '2026-11-01T00:00:00.000Z' },
        severity: 'low',
        findings: { ...findings, open: 1 },
      },
    ]);
    expect({ possible, earned, score }).toEqual({
      possible: severityWeights.critical + severityWeights.low,
      earned: severityWeights.critical,
      score: 88,
    });
  });
});

describe('runs that were expected', () => {
  it('are those that completed and those that are missing, and nothing makes up for another', () => {
    const occurrence = fc.constantFrom('a', 'b', 'c', 'd');
    const runs = fc.array(fc.record({ occurrence, completed: fc.boolean() }));
    fc.assert(
      fc.property(fc.array(occurrence), runs, (due, ran) => {
        const { expected, completed, missing } = expectedRuns(due, ran);
        expect(completed + missing.length).toBe(expected);
        expect(expected).toBe(new Set(due).size);
        for (const each of new Set(due)) {
          expect(missing.includes(each)).toBe(
            !ran.some(run => run.completed && run.occurrence === each),
          );
        }
        const extra = { occurrence: 'never asked for', completed: true };
        expect(expectedRuns(due, [...ran, extra])).toEqual(
          expectedRuns(due, ran),
        );
      }),
    );
  });

  it('are missing one by one: a second run for one day makes up for no other', () => {
    const days = ['2026-11-03', '2026-11-01', '2026-11-02'];
    expect(
      expectedRuns(days, [
        { occurrence: '2026-11-01', completed: true },
        { occurrence: '2026-11-01', completed: true },
        { occurrence: '2026-11-02', completed: false },
      ]),
    ).toEqual({
      expected: 3,
      completed: 1,
      missing: ['2026-11-02', '2026-11-03'],
    });
  });
});
