import path from 'node:path';
import { tcpProbe } from '../probe';
import { Supervisor } from '../Supervisor';

/**
 * A supervisor in a process of its own, to be killed: `<folder> <name> <port>
 * <launch as JSON>`. Prints the component's pid when it is ready.
 */
async function main() {
  const [dir, name, port, launch] = process.argv.slice(2);
  const supervisor = new Supervisor({
    components: [
      {
        name,
        version: () => undefined,
        launch: () => JSON.parse(launch),
        ready: tcpProbe(Number(port)),
      },
    ],
    recordDir: path.join(dir, 'run'),
    logDir: path.join(dir, 'logs'),
    logger: { info: () => {}, warn: () => {} },
    onChange: () => {
      const [{ ready, pid }] = supervisor.status().components;
      if (ready) process.stdout.write(`${pid}\n`);
    },
  });
  await supervisor.start();
  setInterval(() => {}, 1_000);
}

void main();
