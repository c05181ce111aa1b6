/*
 * Metrics and traces of the portal, by OpenTelemetry: `node --require ./packages/backend/instrumentation.js packages/backend`.
 * The variables of OpenTelemetry say where they go; where none says so, nothing is loaded and nothing costs anything.
 *
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
const { env } = process;

const exporters = ['OTEL_METRICS_EXPORTER', 'OTEL_TRACES_EXPORTER'];

if (exporters.some(name => env[name])) {
  // What is not asked for would go to a collector on this machine, which is not there.
  for (const name of [...exporters, 'OTEL_LOGS_EXPORTER']) env[name] ||= 'none';
  env.OTEL_SERVICE_NAME ||= 'countersign';
  // Not how the process was started, and by whom.
  env.OTEL_NODE_RESOURCE_DETECTORS ||= 'env,host,serviceinstance';

  const { IncomingMessage } = require('http');
  const { NodeSDK } = require('@opentelemetry/sdk-node');
  const {
    ExpressInstrumentation,
  } = require('@opentelemetry/instrumentation-express');
  const {
    HttpInstrumentation,
  } = require('@opentelemetry/instrumentation-http');
  const { PgInstrumentation } = require('@opentelemetry/instrumentation-pg');

  const sdk = new NodeSDK({
    instrumentations: [
      new HttpInstrumentation({
        // Senders of alerts, calendars and identity providers show secrets in addresses; webhooks elsewhere are secrets.
        requestHook(span, request) {
          if (!(request instanceof IncomingMessage)) {
            const { protocol, host } = request;
            span.setAttribute('url.full', `${protocol}//${host}/REDACTED`);
          } else if (request.url.includes('?')) {
            span.setAttribute('url.query', 'REDACTED');
          }
        },
        // Whoever looks after the portal asks these all the time.
        ignoreIncomingRequestHook: ({ url }) =>
          url.startsWith('/.backstage/health/'),
      }),
      new ExpressInstrumentation({ ignoreLayersType: ['middleware'] }),
      // Statements without their values, and only within requests.
      new PgInstrumentation({ requireParentSpan: true }),
    ],
  });
  sdk.start();
  const stop = () => sdk.shutdown().catch(() => undefined);
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => {
      // What was recorded so far leaves while the portal finishes what it was asked.
      stop();
      // Nobody else has begun to listen yet.
      if (!process.listenerCount(signal)) process.kill(process.pid, signal);
    });
  }
  module.exports = { stop };
}
