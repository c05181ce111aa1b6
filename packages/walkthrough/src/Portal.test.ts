import { createServer, RequestListener } from 'node:http';
import { AddressInfo } from 'node:net';
import { Portal } from './Portal';

/** A portal that answers each question after what is due for it. */
async function portalThat(...answers: RequestListener[]) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    answers[Math.min(asked.length, answers.length) - 1](request, response);
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    portal: new Portal(`http://127.0.0.1:${port}`),
    asked,
    close: () =>
      new Promise(done => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

const says =
  (state: string): RequestListener =>
  (_, response) =>
    response.end(JSON.stringify({ demo: { incidents: { state } } }));
const hangsUp: RequestListener = ({ socket }) => socket.destroy();
const breaksOff: RequestListener = ({ socket }, response) => {
  response.writeHead(200, { 'content-length': 1000 });
  response.write('{"demo":', () => socket.destroy());
};

describe('waiting for the demo records', () => {
  it('goes on while a portal that makes them closes a connection', async () => {
    const { portal, asked, close } = await portalThat(
      says('making'),
      hangsUp,
      breaksOff,
      says('made'),
    );
    try {
      const told: string[] = [];
      await portal.untilDemoRecordsAreMade(text => told.push(text));
      expect(told).toEqual(['Demo records are being made: incidents …']);
      expect(asked).toHaveLength(4);
    } finally {
      await close();
    }
  });

  it('says at once that there is no portal', async () => {
    const { portal, close } = await portalThat(says('made'));
    await close();
    await expect(portal.untilDemoRecordsAreMade(() => {})).rejects.toThrow(
      /does not answer at .* Start it with npm start/,
    );
  });
});
