import definitions from '@google-cloud/logging-api/build/protos/protos.json';
import {
  credentials,
  handleUnaryCall,
  Metadata,
  Server,
  ServerCredentials,
  ServiceDefinition,
} from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';

/** A request as it arrived. */
export interface ListRequest {
  resourceNames: string[];
  filter: string;
  orderBy: string;
  pageSize: number;
  pageToken: string;
}

/** A refusal as gRPC has it. */
export class Refusal extends Error {
  constructor(readonly code: number) {
    super('at 10.1.2.3:443');
  }
}

/** A server in this process that is made from the protos of the real client. */
export class FakeCloudLogging {
  readonly asked: ListRequest[] = [];
  answer: (request: ListRequest) => object | Promise<object> = () => ({});

  private constructor(private readonly server: Server, readonly port: number) {}

  static async start(): Promise<FakeCloudLogging> {
    const server = new Server();
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync(
        '127.0.0.1:0',
        ServerCredentials.createInsecure(),
        (error, bound) => (error ? reject(error) : resolve(bound)),
      );
    });
    const fake = new FakeCloudLogging(server, port);
    const service = fromJSON(
      definitions as unknown as Parameters<typeof fromJSON>[0],
      { keepCase: false, longs: String, enums: String, defaults: true },
    )['google.logging.v2.LoggingServiceV2'] as ServiceDefinition;
    const handle: handleUnaryCall<ListRequest, unknown> = (call, callback) => {
      fake.asked.push(call.request);
      Promise.resolve()
        .then(() => fake.answer(call.request))
        .then(
          answer => callback(null, answer),
          ({ code, message }: Refusal) =>
            callback({
              name: 'Error',
              message,
              details: message,
              code,
              metadata: new Metadata(),
            }),
        );
    };
    server.addService(service, { ListLogEntries: handle });
    return fake;
  }

  /** How the real client is led to it. */
  get options() {
    return {
      apiEndpoint: '127.0.0.1',
      port: this.port,
      sslCreds: credentials.createInsecure(),
    };
  }

  stop(): void {
    this.server.forceShutdown();
  }
}

/** An entry as the API has it. */
export function cloudEntry(at: number, fields: object = {}): object {
  return {
    logName: 'projects/larkspur-test/logs/run.googleapis.com%2Fstdout',
    insertId: `i${at}`,
    timestamp: { seconds: Math.floor(at / 1000), nanos: (at % 1000) * 1e6 },
    severity: 'INFO',
    textPayload: `at ${at}`,
    ...fields,
  };
}
