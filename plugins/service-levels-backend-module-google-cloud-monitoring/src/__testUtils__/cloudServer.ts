import { MetricServiceClient, protos } from '@google-cloud/monitoring';
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
import definitions from '@google-cloud/monitoring/build/protos/protos.json';

type ListRequest = protos.google.monitoring.v3.IListTimeSeriesRequest;
type ListResponse = protos.google.monitoring.v3.IListTimeSeriesResponse;
type CreateRequest = protos.google.monitoring.v3.ICreateTimeSeriesRequest;

/** What the server answers. */
export interface CloudAnswers {
  list?: (request: ListRequest) => ListResponse | Promise<ListResponse>;
  create?: (request: CreateRequest) => void;
}

/** A refusal as gRPC has it. */
export class Refusal extends Error {
  constructor(readonly code: status, message = 'at 10.1.2.3:443') {
    super(message);
  }
}

/** The real client, talking to a server in this process that is made from the client's own protos. */
export async function startCloud(answers: CloudAnswers) {
  const server = new Server();
  const service = fromJSON(definitions as Parameters<typeof fromJSON>[0], {
    keepCase: false,
    longs: String,
    enums: String,
    defaults: true,
  })['google.monitoring.v3.MetricService'] as ServiceDefinition;
  const answer =
    <Request>(
      work: (request: Request) => unknown,
    ): handleUnaryCall<Request, unknown> =>
    (call, callback) => {
      Promise.resolve()
        .then(() => work(call.request))
        .then(
          value => callback(null, value ?? {}),
          (error: Refusal) =>
            callback({
              name: 'Error',
              message: error.message,
              details: error.message,
              code: error.code ?? status.INTERNAL,
              metadata: new Metadata(),
            }),
        );
    };
  server.addService(service, {
    ListTimeSeries: answer((request: ListRequest) => answers.list?.(request)),
    CreateTimeSeries: answer((request: CreateRequest) =>
      answers.create?.(request),
    ),
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync(
      '127.0.0.1:0',
      ServerCredentials.createInsecure(),
      (error, bound) => (error ? reject(error) : resolve(bound)),
    ),
  );
  const client = new MetricServiceClient({
    projectId: 'larkspur-test',
    apiEndpoint: '127.0.0.1',
    port,
    sslCreds: credentials.createInsecure(),
  });
  return {
    client,
    stop: async () => {
      await client.close();
      server.forceShutdown();
    },
  };
}
