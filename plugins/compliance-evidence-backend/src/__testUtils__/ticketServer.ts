import { createServer } from 'http';
import { AddressInfo } from 'net';
import { tickets } from './reportFolder';

const PAGE = 100;

/** The ticketing API: pages by cursor, each with the number of all; it may be told to be down, or to answer half. */
export async function startTicketServer() {
  const state = { isDown: false, halves: false, asked: [] as string[] };
  const server = createServer((req, res) => {
    state.asked.push(req.url ?? '');
    if (state.isDown) {
      res.writeHead(503).end('maintenance');
      return;
    }
    const url = new URL(req.url ?? '', 'http://tickets');
    const from = Number(url.searchParams.get('cursor') ?? 0);
    const items = tickets.slice(from, from + PAGE);
    const isLast = state.halves || from + PAGE >= tickets.length;
    res.setHeader('Content-Type', 'application/json');
    res.end(
      JSON.stringify(
        {
          total: tickets.length,
          items,
          ...(!isLast && { next: from + PAGE }),
        },
        null,
        2,
      ),
    );
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    state,
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export type TicketServer = Awaited<ReturnType<typeof startTicketServer>>;
