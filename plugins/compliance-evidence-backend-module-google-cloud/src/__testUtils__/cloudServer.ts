import assetDefinitions from '@google-cloud/asset/build/protos/protos.json';
import loggingDefinitions from '@google-cloud/logging-api/build/protos/protos.json';
import monitoringDefinitions from '@google-cloud/monitoring/build/protos/protos.json';
import {
  credentials,
  handleUnaryCall,
  Metadata,
  Server,
  ServerCredentials,
  ServiceDefinition,
  status,
} from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';

type Definitions = Parameters<typeof fromJSON>[0];
type Request = Record<string, unknown>;
/** What the server answers to a request. */
export type CloudAnswer = (request: Request) => object;

/** A refusal as gRPC has it. */
export class Refusal extends Error {
  constructor(readonly code: status, message: string) {
    super(message);
  }
}

const services = {
  ListLogEntries: [loggingDefinitions, 'google.logging.v2.LoggingServiceV2'],
  ListTimeSeries: [monitoringDefinitions, 'google.monitoring.v3.MetricService'],
  ListAssets: [assetDefinitions, 'google.cloud.asset.v1.AssetService'],
} as const;

/** A server in this process that is made from the protos of the real clients, and how these are led to it. */
export async function startCloud(
  answers: Partial<Record<keyof typeof services, CloudAnswer>>,
) {
  const server = new Server();
  const requests: Request[] = [];
  for (const [method, [definitions, name]] of Object.entries(services)) {
    const service = fromJSON(definitions as unknown as Definitions, {
      keepCase: false,
      longs: String,
      enums: String,
      defaults: true,
    })[name] as ServiceDefinition;
    const handle: handleUnaryCall<Request, unknown> = (call, callback) => {
      try {
        requests.push(call.request);
        const answer = answers[method as keyof typeof services];
        callback(null, answer?.(call.request) ?? {});
      } catch (error) {
        const { code, message } = error as Refusal;
        callback({
          name: 'Error',
          message,
          details: message,
          code,
          metadata: new Metadata(),
        });
      }
    };
    server.addService(service, { [method]: handle });
  }
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(
      '127.0.0.1:0',
      ServerCredentials.createInsecure(),
      (error, bound) => (error ? reject(error) : resolve(bound)),
    );
  });
  return {
    requests,
    options: {
      projectId: 'larkspur-test',
      apiEndpoint: '127.0.0.1',
      port,
      sslCreds: credentials.createInsecure(),
    },
    stop: () => server.forceShutdown(),
  };
}
