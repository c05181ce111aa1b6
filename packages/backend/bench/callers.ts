import { Agent, request } from 'http';

/** One request of a caller: what it asks, and as whom. */
export interface Question {
  path: string;
  token?: string;
  body?: unknown;
}

/** What callers that ask without a pause got. */
export interface Answers {
  /** Milliseconds of each answer. */
  times: number[];
  perSecond: number;
}

/** Milliseconds in which a process that has just begun compiles what it is asked for: nothing is counted. */
const WARM_UP_MS = 10_000;

/**
 * Lets callers ask at once, each its next question as soon as the last one is answered, and counts what comes after the
 * warm-up.
 */
export async function askAtOnce(
  url: string,
  callers: number,
  seconds: number,
  question: (i: number) => Question,
): Promise<Answers> {
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const times: number[] = [];
  const begin = performance.now();
  const counted = begin + WARM_UP_MS;
  const end = counted + seconds * 1000;
  let asked = 0;
  const caller = async () => {
    while (performance.now() < end) {
      const asking = performance.now();
      asked += 1;
      await ask(agent, url, question(asked));
      const answered = performance.now();
      if (asking >= counted && answered <= end) times.push(answered - asking);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  agent.destroy();
  return { times, perSecond: times.length / seconds };
}

/** Asks once. @throws Error with what was said where it is no success */
export function ask(
  agent: Agent,
  url: string,
  question: Question,
): Promise<void> {
  const { path, token, body } = question;
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}${path}`,
      {
        agent,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...(token && { Authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
        },
      },
      response => {
        const parts: Buffer[] = [];
        response.on('data', part => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          response.statusCode && response.statusCode < 300
            ? resolve()
            : reject(
                new Error(
                  `${path}: ${response.statusCode} ${Buffer.concat(parts)}`,
                ),
              ),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
