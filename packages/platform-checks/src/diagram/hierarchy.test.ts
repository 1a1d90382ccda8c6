import { readFileSync } from 'node:fs';
import path from 'node:path';
import { REPO_ROOT } from '../root';
import { PlatformTree } from '../tree';
import { DOCUMENT, hierarchy, withDiagram } from '.';

const tree = PlatformTree.read(REPO_ROOT);

describe('drawing of the hierarchy', () => {
  it('is that of the tree', () => {
    const text = readFileSync(path.join(REPO_ROOT, DOCUMENT), 'utf8');
    // Not so? task platform:diagram
    expect(text).toBe(withDiagram(text, hierarchy(tree)));
  });

  it('shows a new service, its wave and its hubs, and one that is off', () => {
    const base = 'platform/hub/apps/base';
    const kustomization = tree.files
      .get(`${base}/kustomization.yaml`)!
      .replace('resources:', 'resources:\n  - greeter.yaml');
    const greeter = tree.files
      .get(`${base}/experiments.yaml`)!
      .replace('name: experiments', 'name: greeter')
      .replace("sync-wave: '0'", "sync-wave: '7'");
    const drawn = hierarchy(
      tree.with([
        [`${base}/kustomization.yaml`, kustomization],
        [`${base}/greeter.yaml`, greeter],
      ]),
    );
    expect(drawn).toContain('hub --> greeter["greeter<br/>wave 7, every hub"]');
    expect(drawn).toContain('hub -.-> harbor["harbor<br/>wave 5, off"]');
    expect(drawn).toContain('metrics_stack --> opencost');
  });

  it('refuses a document without a place for it', () => {
    expect(() => withDiagram('# Patterns', 'x')).toThrow(
      'docs/gitops-patterns.md lacks the lines',
    );
  });
});
