import { toolSet } from '@illm-lab/local-hub/tools';
import { setPriority } from 'node:os';
import { place } from './place';

// A process of its own, which `lab up` starts beside the build of the portal:
// it uses what that leaves of the processors. The supervisor goes on where this
// was ended, and says what could not be built.
const LOWEST_PRIORITY = 19;

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort(new Error('stopped')));
process.once('SIGINT', () => stop.abort(new Error('stopped')));
setPriority(LOWEST_PRIORITY);
toolSet({ repoRoot: place().root })
  .ensure({ signal: stop.signal })
  .catch(() => {
    process.exitCode = 1;
  });
