/**
 * A process that gets killed: appends, says so, and then hangs where the test kills it. Started by `faults.test.ts`.
 */
import knexFactory from 'knex';
import { Ledger } from '../Ledger';
import { entry, makeSigner, ORIGIN, silentLogger } from './ledgers';

async function main() {
  const { connection, signingKey, dieWhile } = JSON.parse(
    process.env.DOOMED ?? '{}',
  );
  const knex = knexFactory({ client: 'pg', connection });
  const say = (what: string) => process.stdout.write(`${what}\n`);
  const hang = () => new Promise<never>(() => setInterval(() => {}, 1000));

  const signer = makeSigner(signingKey);
  const ledger = await Ledger.create({
    database: { getClient: async () => knex },
    origin: ORIGIN,
    logger: silentLogger,
    signer: {
      ...signer,
      sign: async message => {
        if (dieWhile === 'signing') {
          say('hanging');
          await hang();
        }
        return signer.sign(message);
      },
    },
  });
  for (let n = 0; n < 10; n++) {
    await knex.transaction(trx => ledger.append(trx, entry(n)));
  }
  if (dieWhile === 'signing') {
    await ledger.sequence();
  }
  await knex.transaction(async trx => {
    await ledger.append(trx, entry(1000));
    say('hanging');
    await hang();
  });
}

main().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exit(1);
});
