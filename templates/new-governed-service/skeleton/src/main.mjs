import { createService } from './service.mjs';

const { PORT = '8080', FAULTS_TOKEN } = process.env;
const service = createService({ faultsToken: FAULTS_TOKEN });
service.listen(Number(PORT), () =>
  console.log(
    JSON.stringify({ severity: 'NOTICE', message: `Listens on ${PORT}` }),
  ),
);
// What is in flight is finished.
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => service.close());
}
