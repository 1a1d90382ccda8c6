import { explain } from './errors';

const of = (stderr: string) =>
  explain('argocd', { code: 1, stdout: '', stderr });

describe("Go's errors", () => {
  it.each([
    [
      'main.go:2:8: github.com/Masterminds/semver/v3@v3.3.1: Get "http://127.0.0.1:1/github.com/%21masterminds/semver/v3/@v/v3.3.1.zip": dial tcp 127.0.0.1:1: connect: connection refused',
      'github.com/Masterminds/semver/v3@v3.3.1',
    ],
    [
      'go: downloading github.com/x/y v1.0.0\nreading https://proxy.example/github.com/%21masterminds/semver/v3/@v/v3.3.1.mod: 403 Forbidden',
      'github.com/Masterminds/semver/v3@v3.3.1',
    ],
    [
      'main.go:2:8: gopkg.in/yaml.v3@v3.0.1: Get "https://proxy.example/gopkg.in/yaml.v3/@v/v3.0.1.zip": dial tcp: lookup proxy.example: no such host',
      'gopkg.in/yaml.v3@v3.0.1',
    ],
    ['main.go:2:8: module lookup disabled by GOPROXY=off', 'a module'],
  ])('name the module that was refused: %s', (stderr, module) => {
    const error = of(stderr);
    expect(error.reason).toBe('network');
    expect(error.message).toContain(`could not download ${module}.`);
  });

  it('tell a wrong checksum, a full disk, little memory and an old Go apart', () => {
    const sum = of(
      'verifying github.com/x/y@v1.0.0: checksum mismatch\n\tgo.sum: h1:abc=',
    );
    expect(sum.reason).toBe('checksum');
    expect(sum.message).toContain('github.com/x/y@v1.0.0');
    expect(of('write x: no space left on device').reason).toBe('disk');
    expect(of('compile: signal: killed').reason).toBe('memory');
    const old = of('go: go.mod requires go >= 1.25.5 (running go 1.22.1)');
    expect(old).toMatchObject({ reason: 'go-too-old', concernsMachine: true });
    expect(old.message).toContain('Go 1.25.5');
  });

  it('are no network errors when the source does not compile', () => {
    const error = of(
      'go: downloading github.com/x/y v1.0.0\n./x.go:40:4: syntax error: unexpected EOF\n./x.go:404:1: undefined: Y',
    );
    expect(error.reason).toBe('compile');
    expect(error.message).toContain('unexpected EOF');
    expect(error.message).not.toContain('downloading');
  });
});
