import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { processStartTime } from './procfs';
import { RunRecords } from './runRecord';
import { Supervisor } from './Supervisor';
import { endSurvivors } from './survivors';
import { httpProbe } from './probe';
import { eventually, freePort, Place } from './__testUtils__/programs';

describe('Supervisor', () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.clean());

  const component = (supervisor: Supervisor, name: string) =>
    supervisor.status().components.find(c => c.name === name)!;
  const allReady = (supervisor: Supervisor) =>
    eventually('all are ready', () =>
      supervisor.status().components.every(({ ready }) => ready),
    );

  it('starts what depends on another after it, and stops it before it', async () => {
    const steps: string[] = [];
    const supervisor = place.supervise(
      [
        await place.server('third', { dependsOn: ['prepare', 'second'] }),
        await place.server('second', { dependsOn: ['first'] }),
        await place.server('first', { delayMs: 150 }),
      ],
      [
        {
          name: 'prepare',
          dependsOn: ['first'],
          run: async () => {
            steps.push('tried');
            if (steps.length < 3) throw new Error('not yet');
          },
        },
      ],
    );
    await supervisor.start();
    expect(component(supervisor, 'third').message).toBe(
      'Waiting for prepare, second',
    );
    await allReady(supervisor);

    expect(place.journal()).toEqual([
      'start first',
      'start second',
      'start third',
    ]);
    expect(steps).toHaveLength(3);
    expect(supervisor.status().steps).toEqual([
      { name: 'prepare', group: 'thread', done: true, message: 'Done' },
    ]);
    await supervisor.stop();
    expect(place.journal().slice(3)).toEqual([
      'end third',
      'end second',
      'end first',
    ]);
    expect(place.alive()).toEqual([]);
    expect(component(supervisor, 'first')).toMatchObject({
      ready: false,
      pid: null,
      message: 'Stopped',
    });
  });

  it('starts a killed component again, and only that one', async () => {
    const supervisor = place.supervise([
      await place.server('a'),
      await place.server('b', { dependsOn: ['a'] }),
    ]);
    await supervisor.start();
    await allReady(supervisor);
    const [a, b] = supervisor.status().components;

    process.kill(a.pid!, 'SIGKILL');
    await eventually(
      'a runs again',
      () =>
        component(supervisor, 'a').restarts === 1 &&
        component(supervisor, 'a').ready,
    );
    expect(component(supervisor, 'a').pid).not.toBe(a.pid);
    expect(component(supervisor, 'b')).toMatchObject({
      pid: b.pid,
      restarts: 0,
    });
  });

  it('restarts all one after the other, each after what it depends on', async () => {
    let done = 0;
    const supervisor = place.supervise(
      [
        await place.server('third', { dependsOn: ['prepare'] }),
        await place.server('first', { delayMs: 150 }),
      ],
      [
        {
          name: 'prepare',
          dependsOn: ['first'],
          run: async () => {
            done += 1;
            // Once more: the component before it is there again by then.
            expect(component(supervisor, 'first').ready).toBe(true);
          },
        },
      ],
    );
    await supervisor.start();
    await allReady(supervisor);
    const before = supervisor.status().components;
    await supervisor.restartAll();

    expect(done).toBe(2);
    expect(place.journal().slice(2)).toEqual([
      'end first',
      'start first',
      'end third',
      'start third',
    ]);
    for (const { name, pid } of before) {
      expect(component(supervisor, name)).toMatchObject({
        ready: true,
        restarts: 0,
      });
      expect(component(supervisor, name).pid).not.toBe(pid);
    }
  });

  it('starts a component again that hangs, and not one that only says it is unwell', async () => {
    const web = async (name: string) => {
      const port = await freePort();
      // Unwell while there is a file of its name.
      const script = `require('http').createServer((_, res) => {
        res.statusCode = require('fs').existsSync(process.argv[1]) ? 503 : 200;
        res.end('busy');
      }).listen(${port}, '127.0.0.1')`;
      return {
        name,
        version: () => 'v1',
        launch: () => place.node(script, [path.join(place.dir, name)]),
        ready: httpProbe({ url: `http://127.0.0.1:${port}` }),
        graceMs: 100,
      };
    };
    const timings = {
      startingMs: 20,
      readyMs: 50,
      timeoutMs: 1_000,
      hungMs: 2_000,
    };
    const supervisor = place.supervise(
      [await web('hangs'), await web('busy')],
      [],
      { timings },
    );
    await supervisor.start();
    await allReady(supervisor);
    const [hangs, busy] = supervisor.status().components;
    writeFileSync(path.join(place.dir, 'busy'), '');
    process.kill(hangs.pid!, 'SIGSTOP');
    await eventually('it says that it hangs', () =>
      /gave no answer for 2 s \(.+\); it is (ended|started again)/.test(
        component(supervisor, 'hangs').message,
      ),
    );
    await eventually('it is ready again', () => {
      const { pid, ready, restarts } = component(supervisor, 'hangs');
      return ready && restarts === 1 && pid !== hangs.pid;
    });
    expect(component(supervisor, 'busy')).toMatchObject({
      pid: busy.pid,
      restarts: 0,
      ready: false,
      message: 'Not ready: HTTP 503: busy',
    });
  });

  it('waits longer each time for a component that keeps ending', async () => {
    const starts: number[] = [];
    const supervisor = place.supervise([
      {
        name: 'broken',
        version: () => undefined,
        launch: () => {
          starts.push(Date.now());
          return place.node('process.exit(3)');
        },
        ready: () => Promise.reject(new Error('never')),
      },
    ]);
    await supervisor.start();
    await eventually('four starts', () => starts.length >= 4);

    // Least waits only: how long a start itself takes is the machine's affair.
    const [, second, third, fourth] = starts;
    expect(third - second).toBeGreaterThan(80);
    expect(fourth - third).toBeGreaterThan(160);
    await eventually('it says how it ended', () =>
      component(supervisor, 'broken').message.includes('exited with status 3'),
    );
  });

  it('says so when a command cannot be run', async () => {
    const spec = await place.server('absent');
    const supervisor = place.supervise([
      {
        ...spec,
        launch: () => ({
          command: '/nowhere',
          args: [],
          env: {},
          cwd: place.dir,
        }),
      },
    ]);
    await supervisor.start();
    await eventually('the reason is reported', () =>
      component(supervisor, 'absent').message.includes('spawn /nowhere ENOENT'),
    );
    expect(component(supervisor, 'absent')).toMatchObject({
      ready: false,
      pid: null,
    });
  });

  it('restarts on demand without counting it', async () => {
    const supervisor = place.supervise([await place.server('a')]);
    await supervisor.start();
    await allReady(supervisor);
    const { pid } = component(supervisor, 'a');

    await supervisor.restart('a');
    await eventually('another process', () => {
      const now = component(supervisor, 'a');
      return now.ready && now.pid !== pid;
    });
    expect(component(supervisor, 'a').restarts).toBe(0);
    await expect(supervisor.restart('b')).rejects.toThrow(
      'no component b; known are a',
    );
  });

  it('ends a component that takes no notice of SIGTERM, with its children', async () => {
    const pidFile = path.join(place.dir, 'child');
    const supervisor = place.supervise([
      {
        name: 'stubborn',
        version: () => undefined,
        launch: () =>
          place.node(
            `process.on('SIGTERM', () => {});
             const { spawn } = require('child_process');
             const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e3)']);
             require('fs').writeFileSync(process.argv[1], String(child.pid));
             setInterval(() => {}, 1e3);`,
            [pidFile],
          ),
        ready: async () => {
          if (!existsSync(pidFile)) throw new Error('no child yet');
        },
        graceMs: 200,
      },
    ]);
    await supervisor.start();
    await allReady(supervisor);
    const child = Number(readFileSync(pidFile, 'utf8'));
    expect(processStartTime(child)).toBeDefined();

    await supervisor.stop();
    expect(place.alive()).toEqual([]);
    await eventually('the child is gone', () => !processStartTime(child));
  });

  it('refuses a wrong set of components', async () => {
    const a = await place.server('a', { dependsOn: ['b'] });
    const b = await place.server('b', { dependsOn: ['a'] });
    expect(() => place.supervise([a])).toThrow(
      'a depends on b, which is unknown',
    );
    expect(() => place.supervise([a, b])).toThrow(
      'Circular dependency: a → b → a',
    );
    expect(() => place.supervise([a, a])).toThrow('Two components are named a');
  });

  it('rotates logs that have become too long', async () => {
    const supervisor = place.supervise(
      [
        {
          name: 'chatty',
          version: () => undefined,
          launch: () =>
            place.node(`console.log('x'.repeat(5000)); process.exit(1)`),
          ready: () => Promise.reject(new Error('never')),
        },
      ],
      [],
      { maxLogBytes: 4000 },
    );
    await supervisor.start();
    const log = path.join(place.dir, 'logs', 'chatty.log');
    await eventually('two generations', () => existsSync(`${log}.2`));
    expect(readFileSync(log).length).toBeLessThan(6000);
  });

  it('rotates what is no component’s, its own output for one', async () => {
    const supervisor = place.supervise([], [], { maxLogBytes: 4000 });
    const log = path.join(place.dir, 'logs', 'supervisor.log');
    writeFileSync(log, 'x'.repeat(5000));
    await supervisor.start();
    expect(readFileSync(log)).toHaveLength(0);
    expect(readFileSync(`${log}.1`)).toHaveLength(5000);
  });

  describe('after a supervisor that was killed', () => {
    it('adopts a process that is what is wanted, and goes on guarding it', async () => {
      const spec = await place.server('a');
      const pid = await place.leaveBehind(spec);
      expect(place.alive()).toEqual([pid]);

      const supervisor = place.supervise([spec]);
      await supervisor.start();
      await allReady(supervisor);
      expect(component(supervisor, 'a')).toMatchObject({ pid, restarts: 0 });
      expect(place.journal()).toEqual(['start a']);

      process.kill(pid, 'SIGKILL');
      await eventually(
        'it is started again',
        () =>
          component(supervisor, 'a').restarts === 1 &&
          component(supervisor, 'a').ready,
      );
      await supervisor.stop();
      expect(place.alive()).toEqual([]);
    });

    it('replaces a process that was started differently', async () => {
      const spec = await place.server('a');
      const pid = await place.leaveBehind(spec);
      const launch = await spec.launch();
      const supervisor = place.supervise([
        { ...spec, launch: () => ({ ...launch, env: { CHANGED: 'yes' } }) },
      ]);
      await supervisor.start();
      await allReady(supervisor);
      expect(component(supervisor, 'a').pid).not.toBe(pid);
      expect(place.journal()).toEqual(['start a', 'end a', 'start a']);
    });

    it('ends a process that is no longer wanted', async () => {
      await place.leaveBehind(await place.server('old'));
      const supervisor = place.supervise([await place.server('new')]);
      await supervisor.start();
      await allReady(supervisor);
      expect(place.journal()).toEqual(['start old', 'end old', 'start new']);
    });

    it('ends one whose turn to be adopted has not come when it stops', async () => {
      const spec = await place.server('b', { dependsOn: ['a'] });
      await place.leaveBehind(spec);
      const supervisor = place.supervise([
        { ...(await place.server('a')), ready: () => new Promise(() => {}) },
        spec,
      ]);
      await supervisor.start();
      expect(component(supervisor, 'b').message).toBe('Waiting for a');
      await supervisor.stop();
      expect(place.journal()).toContain('end b');
      expect(place.alive()).toEqual([]);
    });

    it('ends all that is left without a new supervisor', async () => {
      await place.leaveBehind(await place.server('a'));
      const dirs = [path.join(place.dir, 'run'), path.join(place.dir, 'logs')];
      expect(await endSurvivors(dirs[0], dirs[1])).toEqual(['a']);
      expect(place.alive()).toEqual([]);
      expect(await endSurvivors(dirs[0], dirs[1])).toEqual([]);
    });

    it('leaves a stranger alone that has the number of a process that ended', async () => {
      const stranger = await place.leaveBehind(await place.server('stranger'));
      new RunRecords(path.join(place.dir, 'run')).write({
        name: 'old',
        pid: stranger,
        startTime: '1',
        hash: '',
        startedAt: '2026-01-01T00:00:00.000Z',
        graceMs: 0,
      });
      const supervisor = place.supervise([]);
      new RunRecords(path.join(place.dir, 'run')).remove('stranger');
      await supervisor.start();
      expect(place.alive()).toEqual([stranger]);
    });
  });
});
