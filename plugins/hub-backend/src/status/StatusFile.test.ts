import { renameSync, writeFileSync } from 'node:fs';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { eventually } from '../__testUtils__/startHub';
import { StatusFile } from './StatusFile';

const folder = createMockDirectory();

function write(document: unknown) {
  const path = folder.resolve('status.json');
  const text = JSON.stringify(document);
  writeFileSync(`${path}.new`, text ?? '{ cut');
  renameSync(`${path}.new`, path);
}

describe('StatusFile', () => {
  it('follows the supervisor, and says what is wrong when it can’t', async () => {
    const file = new StatusFile(folder.resolve('status.json'));
    const changed = jest.fn();
    file.start(changed);
    try {
      expect(file.current().hub).toEqual({
        state: 'starting',
        podsRunnable: false,
        podsReason: expect.stringContaining('./lab status'),
      });

      write({
        hub: { state: 'building', podsRunnable: false, podsReason: 'no bwrap' },
        tools: [{ tool: 'k6', state: 'building', etaSeconds: 12 }],
        portal: { url: 'http://localhost:7007', ready: true },
      });
      await eventually(() =>
        expect(file.current()).toEqual({
          hub: {
            state: 'building',
            podsRunnable: false,
            podsReason: 'no bwrap',
          },
          components: [],
          tools: [{ tool: 'k6', state: 'building', etaSeconds: 12 }],
        }),
      );

      write({
        hub: { state: 'ready', podsRunnable: true },
        components: [{ name: 'etcd', ready: true, pid: 7 }],
      });
      await eventually(() =>
        expect(file.current().components).toEqual([
          { name: 'etcd', ready: true, pid: 7 },
        ]),
      );

      write(undefined);
      await eventually(() =>
        expect(file.current().hub.podsReason).toContain('can’t be read'),
      );
      expect(changed).toHaveBeenCalledTimes(4);
    } finally {
      file.stop();
    }
  });
});
