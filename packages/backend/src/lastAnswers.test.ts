import { once } from 'events';
import { createServer } from 'http';
import { AddressInfo } from 'net';
import { setTimeout as delay } from 'timers/promises';
import express from 'express';
import { lastAnswers } from './lastAnswers';

describe('a replica that goes', () => {
  it('ends connections that are never idle with an answer, and so comes to its end', async () => {
    const app = express();
    const server = createServer(app);
    app.use(lastAnswers(server));
    app.use((_req, res) => {
      setTimeout(() => res.send('an answer'), 20);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;

    let isAsking = true;
    let answers = 0;
    const client = async () => {
      while (isAsking) {
        try {
          const response = await fetch(`http://127.0.0.1:${port}`);
          await response.text();
          answers += 1;
        } catch {
          await delay(50);
        }
      }
    };
    const clients = [client(), client(), client(), client()];
    while (answers < 40) await delay(10);
    try {
      const closed = new Promise<boolean>(resolve => {
        server.close(() => resolve(true));
      });
      expect(await Promise.race([closed, delay(10_000, false)])).toBe(true);
    } finally {
      isAsking = false;
      server.closeAllConnections();
      await Promise.all(clients);
    }
  });
});
