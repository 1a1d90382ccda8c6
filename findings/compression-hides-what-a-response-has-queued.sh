#!/usr/bin/env bash
# Behind the npm middleware `compression` a response's writableLength stays near zero
# while a reader stands still and what is written piles up in the compressor. Servers of
# events that cut slow readers by `response.writableLength` never do.
#
# Seen on 1 December 2026: compression 1.8.2, Node 20 and 24.
#   plain:      writableLength grows with what was written
#   compressed: of 32 MiB written, writableLength counts less than 1 MiB
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init --yes >/dev/null
npm install --silent --no-audit --no-fund compression@1.8.2

cat >queue.cjs <<'JS'
const { randomBytes } = require('node:crypto');
const http = require('node:http');
const net = require('node:net');
const compression = require('compression');

const MIB = 2 ** 20;
// Nothing that gets smaller, so that the sizes on both sides are alike.
const chunk = randomBytes(MIB * 0.75).toString('base64');
const WRITTEN = 32;

/** MiB that the response says it has queued, with a reader that never reads. */
async function queued(compressed) {
  let done;
  const seen = new Promise(resolve => (done = resolve));
  const server = http.createServer((request, response) => {
    const write = async () => {
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      for (let n = 0; n < WRITTEN; n += 1) {
        response.write(chunk);
        await new Promise(setImmediate);
      }
      setTimeout(() => done(response.writableLength / MIB), 500);
    };
    if (compressed) compression()(request, response, write);
    else write();
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const socket = net.connect(server.address().port, '127.0.0.1');
  socket.pause();
  socket.write(
    'GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n',
  );
  const amount = await seen;
  socket.destroy();
  server.closeAllConnections();
  server.close();
  return amount;
}

(async () => {
  const plain = await queued(false);
  const compressed = await queued(true);
  console.log(`written: ${WRITTEN} MiB each, read: nothing`);
  console.log(`plain:      writableLength ${plain.toFixed(1)} MiB`);
  console.log(`compressed: writableLength ${compressed.toFixed(1)} MiB`);
  if (plain < WRITTEN / 2 || compressed > 1) {
    console.error('This has changed.');
    process.exit(1);
  }
  console.log('As described.');
})();
JS
node queue.cjs
