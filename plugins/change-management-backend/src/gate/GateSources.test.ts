import { mockServices } from '@backstage/backend-test-utils';
import {
  GateCheckInput,
  GateCheckSource,
  GateDemandAnswer,
} from '@countersign/plugin-change-management-node';
import { GateSources } from './GateSources';

const logger = mockServices.logger.mock();

const input = (number: string, past = false): GateCheckInput => ({
  number,
  change: {
    ...{ type: 'normal', category: 'software', environment: 'production' },
    reliabilityFix: false,
  },
  items: [],
  at: past ? '2026-01-01T00:00:00Z' : new Date().toISOString(),
  past,
});
const demand = (text: string): GateDemandAnswer => ({
  allows: 'reliability',
  require: [],
  text,
});

/** A source that notes what it is asked, one by one and many at once. */
class Asked implements GateCheckSource {
  readonly id = 'budget';
  readonly title = 'Budget';
  readonly requests: string[][] = [];
  /** What it demands by number; nothing where there is none. */
  readonly demands = new Map<string, string>();
  trouble = false;

  async check({ number = '' }: GateCheckInput) {
    const [answer] = this.#answer([number]);
    return answer;
  }

  async checkAll(inputs: readonly GateCheckInput[]) {
    return this.#answer(inputs.map(({ number = '' }) => number));
  }

  otherwise() {
    return demand('Nobody knows.');
  }

  #answer(numbers: string[]) {
    this.requests.push(numbers);
    if (this.trouble) throw new Error('down');
    return numbers.map(number => {
      const text = this.demands.get(number);
      return text === undefined ? undefined : demand(text);
    });
  }
}

function sourcesWith(source: GateCheckSource) {
  const sources = new GateSources();
  sources.addGateCheck(source);
  const ask = async (numbers: string[], shows = false) =>
    (
      await sources.ask(
        numbers.map(number => input(number)),
        logger,
        { shows },
      )
    ).map(demands => demands.map(({ text }) => text));
  return { sources, ask };
}

describe('what other areas demand', () => {
  it('is asked once for many changes, in their order, and once for one that is there twice', async () => {
    const source = new Asked();
    const { ask } = sourcesWith(source);
    source.demands.set('CHG2', 'Spent.');
    expect(await ask(['CHG1', 'CHG2', 'CHG3', 'CHG2'])).toEqual([
      [],
      ['Spent.'],
      [],
      ['Spent.'],
    ]);
    expect(source.requests).toEqual([['CHG1', 'CHG2', 'CHG3']]);
  });

  it('is shown again for a moment, and asked anew by whatever decides', async () => {
    const source = new Asked();
    const { ask } = sourcesWith(source);
    expect(await ask(['CHG1', 'CHG2'], true)).toEqual([[], []]);
    source.demands.set('CHG1', 'Spent.');
    // A page within the moment asks for what it does not know only.
    expect(await ask(['CHG1', 'CHG2', 'CHG3'], true)).toEqual([[], [], []]);
    expect(source.requests).toEqual([['CHG1', 'CHG2'], ['CHG3']]);
    // Nothing was demanded a moment ago: that lets nothing through now.
    expect(await ask(['CHG1'])).toEqual([['Spent.']]);
    // And what was decided by is what is shown from then on.
    expect(await ask(['CHG1'], true)).toEqual([['Spent.']]);
    expect(source.requests).toHaveLength(3);
  });

  it('is told by whether the moment has passed', async () => {
    const source = new Asked();
    const { sources } = sourcesWith(source);
    const ask = (past: boolean) =>
      sources.ask([input('CHG1', past)], logger, { shows: true });
    await ask(false);
    await ask(true);
    expect(source.requests).toHaveLength(2);
  });

  it('is for each change what was said beforehand, where the source fails or answers something else', async () => {
    const source = new Asked();
    const { ask } = sourcesWith(source);
    source.trouble = true;
    expect(await ask(['CHG1', 'CHG2'])).toEqual([
      ['Nobody knows.'],
      ['Nobody knows.'],
    ]);
    source.trouble = false;
    expect(await ask(['CHG1', 'CHG2'])).toEqual([[], []]);
    const short = sourcesWith(
      Object.assign(new Asked(), { checkAll: async () => [undefined] }),
    );
    expect(await short.ask(['CHG1', 'CHG2'])).toEqual([
      ['Nobody knows.'],
      ['Nobody knows.'],
    ]);
  });

  it('is asked one by one of a source that knows no other way', async () => {
    const asked: string[] = [];
    const { ask } = sourcesWith({
      ...{ id: 'plain', title: 'Plain', otherwise: () => undefined },
      check: async ({ number = '' }) => {
        asked.push(number);
        return number === 'CHG2' ? demand('No.') : undefined;
      },
    });
    expect(await ask(['CHG1', 'CHG2'])).toEqual([[], ['No.']]);
    expect(asked).toEqual(['CHG1', 'CHG2']);
  });
});
