import { GateCheckInput } from '@countersign/plugin-change-management-node';
import {
  ErrorBudgetVerdict,
  JudgeErrorBudget,
} from '@countersign/plugin-service-levels-common';
import { ErrorBudgetCheck } from './ErrorBudgetCheck';

const input = (number: string, ...items: string[]): GateCheckInput => ({
  number,
  change: {
    ...{ type: 'normal', category: 'software', environment: 'production' },
    reliabilityFix: false,
  },
  items: items.map(entityRef => ({ entityRef })) as GateCheckInput['items'],
  at: '2026-12-01T00:00:00Z',
  past: false,
});

/** Of all that is asked the budget of `b` is spent. */
function verdictOn({ items }: JudgeErrorBudget): ErrorBudgetVerdict {
  const answer = { at: '2026-12-01T00:00:00Z', policyDigest: 'x', require: [] };
  if (!items.includes('component:default/b')) {
    return { ...answer, allow: 'any', findings: [] };
  }
  return {
    ...answer,
    allow: 'reliability',
    findings: [
      {
        ...{ objective: 'b', component: 'component:default/b' },
        ...{ relation: 'own', policy: 'Spent', require: [] },
        allow: 'reliability',
        budget: { state: 'exhausted', left: 0, measured: 1 },
        sentence: [{ kind: 'text', text: 'It is spent.' }],
      },
    ],
  };
}

describe('the error budget as a check of the gate', () => {
  function checkWith() {
    const requests: JudgeErrorBudget[][] = [];
    const check = new ErrorBudgetCheck({
      rules: { whenUnavailable: { allow: 'reliability', require: [] } },
      serviceLevels: {
        judgeErrorBudget: async question => {
          requests.push([question]);
          return verdictOn(question);
        },
        judgeErrorBudgets: async ({ questions }) => {
          requests.push([...questions]);
          return { verdicts: questions.map(verdictOn) };
        },
      },
    });
    return { check, requests };
  }

  it('asks about many changes in one request, and once about what is the same', async () => {
    const { check, requests } = checkWith();
    const [a, b] = ['component:default/a', 'component:default/b'];
    const answers = await check.checkAll([
      ...[input('CHG1', a), input('CHG2', b), input('CHG3', a)],
      ...[input('CHG4'), input('CHG5', b)],
    ]);
    expect(answers.map(answer => answer?.text)).toEqual([
      ...[undefined, 'It is spent.', undefined, undefined, 'It is spent.'],
    ]);
    expect(requests.map(questions => questions.length)).toEqual([2]);
  });

  it('asks in as few requests as service levels take, each change in its place', async () => {
    const { check, requests } = checkWith();
    const inputs = Array.from({ length: 450 }, (_, i) =>
      input(
        `CHG${i}`,
        i % 7 === 0 ? 'component:default/b' : `component:default/c${i}`,
        `component:default/d${i}`,
      ),
    );
    const answers = await check.checkAll(inputs);
    answers.forEach((answer, i) =>
      expect(answer !== undefined).toBe(i % 7 === 0),
    );
    expect(requests.map(questions => questions.length)).toEqual([200, 200, 50]);
  });
});
