import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  EventsServiceSubscribeOptions,
  eventsServiceRef,
} from '@backstage/plugin-events-node';
import signalsPlugin from '@backstage/plugin-signals-backend';
import { changeSignalChannel } from '@countersign/plugin-change-management-common';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { people } from '../__testUtils__/estate';
import { request, usePortal, windowAround } from '../__testUtils__/portal';

jest.setTimeout(240_000);

/** Events that stay within one portal, as Backstage's own do where there is one replica. */
const eventsWithin = createServiceFactory({
  service: eventsServiceRef,
  deps: {},
  createRootContext: () => [] as EventsServiceSubscribeOptions[],
  factory: (_, subscribers) => ({
    async publish(event) {
      for (const { topics, onEvent } of subscribers) {
        if (topics.includes(event.topic)) await onEvent(event);
      }
    },
    async subscribe(options) {
      subscribers.push(options);
    },
  }),
});

/** The signals backend listens for sockets once it saw a request for one, and never answers that. */
async function open(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  const impatience = setTimeout(() => socket.close(), 1000);
  try {
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error('not opened')));
    });
    return socket;
  } finally {
    clearTimeout(impatience);
  }
}

/** A socket that nobody signed in with; it asks for these channels. */
async function listen(url: string, channels: string[]) {
  const heard: unknown[] = [];
  const socket = await eventually(() => open(url));
  socket.addEventListener('message', ({ data }) =>
    heard.push(JSON.parse(String(data))),
  );
  for (const channel of channels) {
    socket.send(JSON.stringify({ action: 'subscribe', channel }));
  }
  return { heard, close: () => socket.close() };
}

describe('a socket without a token', () => {
  const portal = usePortal({
    features: [signalsPlugin],
    services: [eventsWithin],
  });

  it('hears of no change but the one whose channel it knows, and of that one only that there is news', async () => {
    const dana = portal().as(people.dana);
    const { change: known } = await dana.createChange(request());
    const { change: other } = await dana.createChange(
      request({ window: windowAround(30, 31) }),
    );
    const url = portal()
      .baseUrl.replace('http', 'ws')
      .replace('change-management', 'signals');
    const { heard, close } = await listen(url, [
      changeSignalChannel(known),
      'change-management:changes',
      `change-management:change:${other.number}`,
      'change-management:change:',
      '*',
    ]);
    try {
      // In this order: what is heard of the last was heard of all.
      for (const { number } of [other, known]) {
        await dana.act(number, 'comment', { text: 'A secret reason' });
        await eventually(async () =>
          expect(await portal().knex('outbox').select('id')).toEqual([]),
        );
      }
      await eventually(() => expect(heard).not.toEqual([]));
      expect(heard).toEqual([
        {
          channel: changeSignalChannel(known),
          message: { action: 'refetch' },
        },
      ]);
    } finally {
      close();
    }
  });
});
