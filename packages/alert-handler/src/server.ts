/**
 * The function as a server of its own, for the container: Cloud Functions brings one by itself.
 *
 * @packageDocumentation
 */

import './main';
// The framework's command line loads a function by the name of its file, and here all is one file.
import { getTestServer } from '@google-cloud/functions-framework/testing';

const server = getTestServer('handleAlert').listen(
  Number(process.env.PORT ?? 8080),
);

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => server.close(() => process.exit(0)));
}
