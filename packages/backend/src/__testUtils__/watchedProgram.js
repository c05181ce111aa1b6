/** A program as the portal is one: it answers over HTTP what it asks PostgreSQL. Its port goes to whoever started it. */
const http = require('http');
const express = require('express');
const { Client } = require('pg');

const app = express();
const client = new Client(process.env.DATABASE_URL);
app.get('/records/:number', async (req, res) => {
  const { rows } = await client.query('SELECT $1::text AS number', [
    req.params.number,
  ]);
  // A webhook, whose address is a secret.
  if (process.env.ELSEWHERE) {
    await new Promise(resolve => {
      http.get(`${process.env.ELSEWHERE}/hooks/a-secret`, answer =>
        answer.resume().once('end', resolve),
      );
    });
  }
  res.json(rows[0]);
});
client.connect().then(() => {
  const server = app.listen(0, '127.0.0.1', () =>
    process.send({
      port: server.address().port,
      loaded: Object.keys(require.cache).filter(file =>
        file.includes('@opentelemetry'),
      ).length,
    }),
  );
});
