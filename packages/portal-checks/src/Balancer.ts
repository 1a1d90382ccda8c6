import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { end, server } from './programs';

/**
 * HAProxy in front of the replicas. Like a Service of Kubernetes it sends new
 * requests to those that say they are ready, in turn, and tries nothing twice.
 */
export class Balancer {
  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  static start(port: number, replicas: number[]): Balancer {
    const folder = mkdtempSync(path.join(tmpdir(), 'portal-haproxy-'));
    const file = path.join(folder, 'haproxy.cfg');
    writeFileSync(
      file,
      `
defaults
  mode http
  retries 0
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  timeout http-keep-alive 30s
  timeout check 10s
frontend portal
  bind 127.0.0.1:${port}
  default_backend replicas
backend replicas
  balance roundrobin
  option httpchk
  http-check send meth GET uri /.backstage/health/v1/readiness ver HTTP/1.1 hdr Host localhost
  http-check expect status 200
  default-server check inter 500ms fall 1 rise 1
${replicas.map(one => `  server p${one} 127.0.0.1:${one}`).join('\n')}
`,
    );
    const child = spawn(server('haproxy'), ['-db', '-f', file], {
      stdio: 'ignore',
    });
    return new Balancer(folder, child);
  }

  async stop(): Promise<void> {
    await end(this.child, 'SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
