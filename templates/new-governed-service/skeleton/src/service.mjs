import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { answer, problem } from './answers.mjs';
import { FaultBoard } from './FaultBoard.mjs';
import { answerFaults } from './faultRoutes.mjs';
import { Metrics } from './Metrics.mjs';

/**
 * The service: a route of its own, and what operating it takes.
 *
 * @param {object} [options]
 * @param {string} [options.faultsToken] what `/faults` asks for; without it no fault is allowed
 * @param {number} [options.latencyMs] how long a latency fault takes
 */
export function createService({ faultsToken, latencyMs = 3000 } = {}) {
  if (faultsToken !== undefined && faultsToken.length < 16) {
    throw new Error('FAULTS_TOKEN must have 16 characters or more');
  }
  const metrics = new Metrics();
  const board = new FaultBoard();

  async function api(request, response) {
    const faults = board.draw();
    if (faults.has('latency')) await delay(latencyMs);
    if (faults.has('error')) return answer(response, 500, problem('A fault'));
    if (request.method !== 'GET') {
      return answer(response, 405, problem('Only GET'));
    }
    return answer(response, 200, { message: 'Hello' });
  }

  async function route(request, response) {
    const { pathname } = new URL(request.url, 'http://service');
    switch (pathname) {
      case '/health':
        return answer(response, 200, { status: 'ok' });
      case '/metrics':
        response.writeHead(200, {
          'Content-Type': 'text/plain; version=0.0.4',
        });
        return response.end(metrics.page(board.activeByKind()));
      case '/api/hello':
        metrics.count('/api/hello', request, response);
        return api(request, response);
      default:
        return pathname === '/faults' || pathname.startsWith('/faults/')
          ? answerFaults(request, response, { board, token: faultsToken })
          : answer(response, 404, problem('There is no such page'));
    }
  }

  return createServer((request, response) => {
    route(request, response).catch(error => {
      console.error(
        JSON.stringify({ severity: 'ERROR', message: String(error?.stack) }),
      );
      if (response.headersSent) response.destroy();
      else answer(response, 500, problem('Something went wrong'));
    });
  });
}
