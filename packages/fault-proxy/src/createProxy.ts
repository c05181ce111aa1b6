import { Agent as HttpAgent, ServerResponse } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import { createProxyMiddleware } from 'http-proxy-middleware';
import type { Log } from './log';
import { ProxySettings } from './settings';

/** Hands requests to the upstream as they are, and answers back as they are: nothing is held in memory. */
export function createProxy(
  { upstream, changeHost }: Pick<ProxySettings, 'upstream' | 'changeHost'>,
  log: Log,
) {
  const Agent = upstream.startsWith('https:') ? HttpsAgent : HttpAgent;
  const agent = new Agent({ keepAlive: true });
  const proxy = createProxyMiddleware({
    ...{ target: upstream, agent },
    changeOrigin: changeHost,
    xfwd: true,
    logLevel: 'silent',
    onProxyReq: (proxyReq, _req, res) => {
      // Whoever asked is gone, so the upstream need not go on.
      if (res.destroyed) proxyReq.destroy();
      res.once('close', () => {
        if (!res.writableFinished) proxyReq.destroy();
      });
    },
    onProxyReqWs: (proxyReq, _req, socket) => {
      proxyReq.once('upgrade', (_answer, upstreamSocket) => {
        socket.once('close', () => upstreamSocket.destroy());
        upstreamSocket.once('close', () => socket.destroy());
      });
    },
    onProxyRes: (proxyRes, _req, res) => {
      // An answer that is cut off stays cut off: it must not look whole, nor wait for ever.
      proxyRes.once('close', () => {
        if (!proxyRes.complete) res.destroy();
      });
    },
    onError: (error, _req, res) => {
      const { code = 'unknown' } = error as NodeJS.ErrnoException;
      log('warning', 'The upstream did not answer', { code });
      answerUnreachable(res as ServerResponse | Socket);
    },
  });
  return { proxy, stop: () => agent.destroy() };
}

function answerUnreachable(res: ServerResponse | Socket): void {
  if (!(res instanceof ServerResponse)) {
    res.end(
      'HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    );
    return;
  }
  if (res.headersSent) {
    res.destroy();
    return;
  }
  res.statusCode = 502;
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.end(
    JSON.stringify({
      error: {
        name: 'BadGatewayError',
        message: 'The service behind this proxy did not answer',
      },
    }),
  );
}
