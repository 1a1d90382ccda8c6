import { printsVersion } from './locate';

describe('the version that a binary prints', () => {
  it.each([
    ['Kubernetes v1.35.4\n', 'v1.35.4'],
    ['etcd Version: 3.6.5\nGit SHA: none\nGo Version: go1.26.8\n', 'v3.6.5'],
    ['Client Version: v1.35.4\nKustomize Version: v5.7.1\n', 'v1.35.4'],
    ['argo: v3.7.3+unknown\n  BuildDate: 1970-01-01T00:00:00Z\n', 'v3.7.3'],
    ['argocd: v3.2.6+unknown\n  GoVersion: go1.26.8\n', 'v3.2.6'],
    ['k6 v1.8.1 (go1.26.8, linux/amd64)\n', 'v1.8.1'],
  ])('is found in %j', (output, version) => {
    expect(printsVersion(output, version)).toBe(true);
  });

  it.each([
    ['etcd Version: 3.4.23\nGo Version: go3.6.5\n', 'v3.6.5'],
    ['Kubernetes v1.35.40\n', 'v1.35.4'],
    ['Kubernetes v11.35.4\n', 'v1.35.4'],
    ['Kubernetes v1.35.4-rc.1\n', 'v1.35.4'],
    ['argo: v3.7.2\n  built with v3.7.3\n', 'v3.7.3'],
    ['unknown command "version"\n', 'v1.8.1'],
    ['', 'v1.8.1'],
  ])('is not taken from %j', (output, version) => {
    expect(printsVersion(output, version)).toBe(false);
  });
});
