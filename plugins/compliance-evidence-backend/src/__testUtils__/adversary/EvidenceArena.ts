import { isError } from '@backstage/errors';
import { retentionEnds } from '@countersign/plugin-compliance-evidence-common';
import {
  Answer,
  Arena,
  Breach,
  Hint,
  Random,
} from '@countersign/plugin-governance-test-utils';
import { StoredRun } from '../../database/RunStore';
import { askedOfFinding, askedOfRequest } from './asked';
import { drawMove } from './draw';
import { Estate } from './Estate';
import { Ground, NewGround } from './ground';
import { breachesOf, Watched } from './invariants';
import { deliveryBy } from './mailServer';
import { callerOf, Move, Request } from './moves';
import { periodOf } from './periods';
import { RunHand } from './RunHand';
import { standingOf } from './standing';

const DAY = 86_400_000;
const HOUR = 3_600_000;
export const BEGIN = Date.UTC(2026, 10, 2, 9);

const REFUSALS = [
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
];
const text = 'It is so.';

/** Two workers, an estate that changes, and people who want findings to go away. */
export class EvidenceArena implements Arena<Move, Request> {
  readonly #clock: { now: number };
  readonly #ground: Ground;
  readonly #estate = new Estate();
  readonly #hands: readonly [RunHand, RunHand];
  readonly #watched: Watched;

  private constructor(
    ground: Ground,
    clock: { now: number },
    reached: Set<string>,
  ) {
    this.#ground = ground;
    this.#clock = clock;
    this.#watched = {
      estate: this.#estate,
      mails: new Map(),
      done: new Map(),
      records: new Map(),
      reached,
      now: clock.now,
    };
    const hand = () =>
      new RunHand({
        tools: ground.tools,
        estate: this.#estate,
        report: ground.report,
        openFindings: (unit, run) =>
          ground.assurance.findingKeeper.openFindings(unit as never, run),
        delivery: (fate, { run }) =>
          deliveryBy(fate, ground.deliveries, to => {
            const { mails } = this.#watched;
            const key = `${run.number} ${to}`;
            mails.set(key, (mails.get(key) ?? 0) + 1);
          }),
        now: () => clock.now,
      });
    this.#hands = [hand(), hand()];
  }

  /**
   * Opens a game on a ground of its own.
   *
   * @param reached - Takes in the types of entries that the game leads to.
   */
  static async open(
    newGround: NewGround,
    reached = new Set<string>(),
  ): Promise<EvidenceArena> {
    const clock = { now: BEGIN };
    const ground = await newGround(() => new Date(clock.now));
    return new EvidenceArena(ground, clock, reached);
  }

  moveTo(at: number): void {
    this.#clock.now = BEGIN + at;
    this.#watched.now = this.#clock.now;
  }

  moments(): number[] {
    const accepted = this.#of('FND').flatMap(({ facts }) => {
      const { acceptance } = facts as { acceptance?: { until: string } };
      return acceptance ? [Date.parse(acceptance.until) - BEGIN] : [];
    });
    const { retentionDays } = this.#ground.report.definition.spec;
    const kept = this.#of('RUN').flatMap(({ facts }) => {
      const { endedAt } = (facts as StoredRun).run;
      return endedAt
        ? [Date.parse(retentionEnds(endedAt, retentionDays)) - BEGIN]
        : [];
    });
    return [...accepted, ...kept];
  }

  draw(random: Random, { opening }: Hint): Move {
    const standing = standingOf(prefix => this.#of(prefix), this.#estate);
    return drawMove(random, { opening, ...standing });
  }

  request(move: Move, id: string): Request | undefined {
    const about = { move, key: id, at: this.#clock.now };
    const nth = (prefix: string, back: number) =>
      this.#of(prefix)[back]?.number;
    switch (move.do) {
      case 'keep':
      case 'act-run': {
        const run = this.#of('RUN')[move.run];
        return run && { ...about, number: run.number, version: run.version };
      }
      case 'finding': {
        const number = nth('FND', move.finding);
        return number === undefined
          ? undefined
          : { ...about, number, run: nth('RUN', move.run) };
      }
      case 'request': {
        const number = nth('REQ', move.request);
        return number === undefined ? undefined : { ...about, number };
      }
      case 'attest': {
        const run = nth('RUN', move.run);
        return run === undefined ? undefined : { ...about, run };
      }
      case 'withdraw': {
        const number = nth('ATT', move.attestation);
        return number === undefined ? undefined : { ...about, number };
      }
      default:
        return about;
    }
  }

  async send(request: Request): Promise<Answer> {
    this.#watched.replayed = undefined;
    try {
      await this.#do(request);
      return {};
    } catch (error) {
      if (!isError(error) || !REFUSALS.includes(error.name)) throw error;
      return { refused: error.message };
    }
  }

  breaches(): Promise<Breach[]> {
    return breachesOf(this.#ground, this.#watched);
  }

  /** Records of a kind as they were after the last move, the last one first. */
  #of(prefix: string) {
    return [...this.#watched.records.values()]
      .filter(({ number }) => number.startsWith(prefix))
      .reverse();
  }

  async #do(request: Request): Promise<void> {
    const { move, key, number = '', run = '' } = request;
    const { desk, assurance, report, keeping, eraser } = this.#ground;
    const control = report.definition.spec.questions[0].controls[0];
    switch (move.do) {
      case 'violate':
        this.#estate.violate(move.grant);
        return;
      case 'mend':
        this.#estate.mend(move.grant);
        return;
      case 'take':
        await this.#hands[move.hand].take(move.slow ? 0 : HOUR);
        return;
      case 'work':
        await this.#hands[move.hand].work(move);
        return;
      case 'run':
        await this.#once([move.who], key, async (who, once) => {
          const made = await desk.request(
            callerOf(who),
            {
              report: report.definition.metadata.name,
              parameters: {
                quarter: move.quarter,
                clusters: [...move.clusters],
              },
              deliver: true,
            },
            once,
          );
          return made.run;
        });
        return;
      case 'act-run':
        await this.#once(move.who, key, async (who, once) => {
          const { version = 1 } = request;
          const body = { version, reason: text };
          const caller = callerOf(who);
          return (await desk.act(caller, number, move.verb, body, once)).run;
        });
        return;
      case 'keep':
        await this.#once(move.who, key, async (who, once) => {
          const { version = 1 } = request;
          const body = { version, reason: text };
          const caller = callerOf(who);
          return (await keeping.act(caller, number, move.verb, body, once)).run;
        });
        return;
      case 'erase-due':
        await eraser.look();
        return;
      case 'finding':
        await this.#once(move.who, key, async (who, once) => {
          const asked = askedOfFinding(request, move);
          const { finding } = await assurance.findingDesk.act(
            callerOf(who),
            number,
            asked,
            once,
          );
          return { number, version: finding.version, run };
        });
        return;
      case 'open-request':
        await this.#once([move.who], key, async (who, once) => {
          const { request: made } = await assurance.requestDesk.open(
            callerOf(who),
            {
              title: 'The leavers',
              text,
              due: new Date(request.at + 30 * DAY).toISOString(),
              assignee: 'user:default/olive',
            },
            once,
          );
          return made;
        });
        return;
      case 'request':
        await this.#once(move.who, key, async (who, once) => {
          const { request: after } = await assurance.requestDesk.act(
            callerOf(who),
            number,
            askedOfRequest(move.verb),
            once,
          );
          return after;
        });
        return;
      case 'attest':
        await this.#once(move.who, key, (who, once) =>
          assurance.attestationDesk.attest(
            callerOf(who),
            {
              control: { framework: control.framework, id: control.id },
              period: { label: move.quarter, ...periodOf(move.quarter) },
              run,
              conclusion: move.conclusion,
              text,
            },
            once,
          ),
        );
        return;
      default:
        await this.#once([move.who], key, (who, once) =>
          assurance.attestationDesk.withdraw(
            callerOf(who),
            number,
            { reason: text },
            once,
          ),
        );
    }
  }

  /** Several ask at the same moment, each under a key of their own; what is asked again under its key is held against what was done. */
  async #once(
    players: readonly Parameters<typeof callerOf>[0][],
    key: string,
    ask: (
      who: Parameters<typeof callerOf>[0],
      once: string,
    ) => Promise<{ number: string; version: number }>,
  ): Promise<void> {
    const { done } = this.#watched;
    const asked = players.map((who, i) => ({ who, once: `${key}-${i}` }));
    const isReplay = asked.every(({ once }) => done.has(once));
    const answers = await Promise.allSettled(
      asked.map(({ who, once }) => ask(who, once)),
    );
    for (const [i, answer] of answers.entries()) {
      if (answer.status === 'rejected') continue;
      const { number, version } = answer.value;
      const before = done.get(asked[i].once);
      if (before !== undefined && before !== number) {
        throw new Error(`${asked[i].once} was ${before} and is ${number}`);
      }
      done.set(asked[i].once, number);
      if (isReplay) this.#watched.replayed = { number, version };
    }
    const failed = answers.flatMap(answer =>
      answer.status === 'rejected' ? [answer.reason] : [],
    );
    const [thrown] = [
      ...failed.filter(
        error => !isError(error) || !REFUSALS.includes(error.name),
      ),
      ...failed,
    ];
    if (thrown) throw thrown;
  }
}
