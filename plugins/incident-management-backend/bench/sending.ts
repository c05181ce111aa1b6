import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** What a sender met: how long each answer took, and how many there were of which status. */
export interface Sent {
  milliseconds: number[];
  statuses: Map<number, number>;
  /** Of all of them together. */
  seconds: number;
}

/** Posts bodies one after the other over so many connections, until there is none left or the time is over. */
export async function post(
  url: string,
  bodies: Iterator<unknown>,
  options: {
    connections: number;
    seconds?: number;
    /** So many are due each second, and answers are timed from when each was due; as fast as it goes when absent. */
    perSecond?: number;
    headers?: Record<string, string>;
  },
): Promise<Sent> {
  const { connections, seconds = Infinity, perSecond, headers } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const sent: Sent = { milliseconds: [], statuses: new Map(), seconds: 0 };
  const start = performance.now();
  let begun = 0;
  const turn = async () => {
    if (perSecond === undefined) return performance.now();
    const due = start + (begun++ * 1000) / perSecond;
    await delay(Math.max(0, due - performance.now()));
    return due;
  };
  const one = async () => {
    while (performance.now() - start < seconds * 1000) {
      const began = await turn();
      const { done, value } = bodies.next();
      if (done) return;
      const status = await postOne(url, JSON.stringify(value), agent, headers);
      sent.milliseconds.push(performance.now() - began);
      sent.statuses.set(status, (sent.statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  sent.seconds = (performance.now() - start) / 1000;
  agent.destroy();
  return sent;
}

function postOne(
  url: string,
  text: string,
  agent: Agent,
  headers: Record<string, string> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(text),
          ...headers,
        },
      },
      response => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
      },
    );
    sending.once('error', reject);
    sending.end(text);
  });
}
