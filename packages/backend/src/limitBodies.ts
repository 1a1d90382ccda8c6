import { RequestHandler } from 'express';

const KIB = 1024;
const MIB = KIB * KIB;

/**
 * The largest body of a request, in bytes, by the start of its path; the first that
 * fits counts. Parsers of plugins may take less: 100 KiB is Express' own.
 */
const LIMITS: readonly (readonly [path: string, bytes: number])[] = [
  // A new experiment may bring a folder of k6's.
  ['/api/scaffolder/', 10 * MIB],
  // Webhooks; a push of many commits is long.
  ['/api/events/', 5 * MIB],
  ['/', MIB],
];

const refusal = (statusCode: number, name: string, message: string) => ({
  error: { name, message },
  response: { statusCode },
});

/**
 * Refuses a request whose body is larger than its route takes (413), before any of
 * it is read, and one that does not say how large it is (411): no plugin can be
 * without a limit.
 */
export const limitBodies: RequestHandler = (req, res, next) => {
  const length = req.headers['content-length'];
  if (req.headers['transfer-encoding'] !== undefined && length === undefined) {
    res
      .status(411)
      .set('Connection', 'close')
      .json(
        refusal(
          411,
          'LengthRequiredError',
          'The request does not say how long its body is. Send it with Content-Length.',
        ),
      );
    return;
  }
  const [, limit] = LIMITS.find(([path]) => req.path.startsWith(path))!;
  if (Number(length ?? 0) > limit) {
    res
      .status(413)
      .set('Connection', 'close')
      .json(
        refusal(
          413,
          'PayloadTooLargeError',
          `The body has ${length} bytes; ${req.path} takes ${limit} at most. Send less at once.`,
        ),
      );
    return;
  }
  next();
};
