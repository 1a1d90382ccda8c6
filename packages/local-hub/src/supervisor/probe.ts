import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { Probe } from './types';

/** It answered, and the answer is that it can't work now: no reason to end it. */
export class Unwell extends Error {}

/** An HTTP probe: ready when the answer's status is below 400. */
export interface HttpProbeOptions {
  url: string;
  headers?: Record<string, string>;
  /** Files in PEM format, read at each attempt: they may be made later. */
  caFile?: string;
  certFile?: string;
  keyFile?: string;
  /** The server makes its own certificate, which nobody could check. */
  selfSigned?: boolean;
}

const read = (file?: string) => (file ? readFileSync(file) : undefined);

/** Ready when the address answers GET with a status below 400. */
export function httpProbe(options: HttpProbeOptions): Probe {
  return signal =>
    new Promise((resolve, reject) => {
      const request = (options.url.startsWith('https:') ? https : http).request(
        options.url,
        {
          agent: false,
          headers: options.headers,
          signal,
          ca: read(options.caFile),
          cert: read(options.certFile),
          key: read(options.keyFile),
          rejectUnauthorized: !options.selfSigned,
        },
        response => {
          const status = response.statusCode ?? 0;
          let body = '';
          response.setEncoding('utf8');
          response.on('data', chunk => {
            if (body.length < 200) body += chunk;
          });
          response.on('error', reject);
          response.on('end', () =>
            status < 400
              ? resolve()
              : reject(
                  new Unwell(`HTTP ${status}: ${body.slice(0, 200).trim()}`),
                ),
          );
        },
      );
      request.on('error', reject);
      request.end();
    });
}

/**
 * Ready when the port accepts a connection and, if `say` is given, answers it
 * with something that matches `expect`.
 */
export function tcpProbe(
  port: number,
  talk?: { say: string; expect: RegExp },
  host = '127.0.0.1',
): Probe {
  return signal =>
    new Promise((resolve, reject) => {
      const socket = net.connect({ port, host });
      const end = (error?: Error) => {
        socket.destroy();
        if (error) reject(error);
        else resolve();
      };
      signal.addEventListener('abort', () => end(new Error('no answer')), {
        once: true,
      });
      socket.on('error', end);
      socket.on('connect', () => (talk ? socket.write(talk.say) : end()));
      let answer = '';
      socket.on('data', chunk => {
        answer += chunk.toString();
        if (talk?.expect.test(answer)) end();
      });
      socket.on('close', () => reject(new Error(`closed after ${answer}`)));
    });
}
